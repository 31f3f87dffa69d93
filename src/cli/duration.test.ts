import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { durationMs } from './duration.ts';
import { UsageError } from './usage-error.ts';

const taken: readonly (readonly [text: string, ms: number])[] = [
  ['30s', 30_000],
  ['1m30s', 90_000],
  ['2h', 7_200_000],
  ['500ms', 500],
  ['1.5s', 1500],
  ['1h2m3s4ms', 3_723_004],
  ['30', 30_000],
  ['0', 0],
  ['0s', 0],
];
for (const [text, ms] of taken) {
  test(`${text} are ${ms} ms`, () => {
    assert.equal(durationMs(text, '--timeout'), ms);
  });
}

test('what is no duration is refused, by the name of the flag', () => {
  for (const text of ['', 's', '-1s', '1x', '1 s', 's1', '1s ', '1.s', '1..5s', '1d', '∞', '1e3s', '0x10', 'NaN']) {
    assert.throws(() => durationMs(text, '--timeout'), (error: unknown) => {
      assert.ok(error instanceof UsageError, text);
      assert.equal(error.message, `--timeout: "${text}" is not a duration`);
      assert.equal(error.hint, 'for example --timeout=30s');
      return true;
    }, text);
  }
});

test('whatever the text is, it is a number of milliseconds that a timer can wait, or refused', () => {
  const text = fc.oneof(fc.string(), fc.array(fc.tuple(fc.nat().map(String), fc.constantFrom('ms', 's', 'm', 'h', '')).map((parts) => parts.join(''))).map((parts) => parts.join('')), fc.stringMatching(/^[0-9]{1,40}$/));
  fc.assert(
    fc.property(text, (given) => {
      try {
        const ms = durationMs(given, '--timeout');
        assert.ok(Number.isFinite(ms) && ms >= 0 && ms <= 2 ** 31 - 1, `${given}: ${ms}`);
      } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});
