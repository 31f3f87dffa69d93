import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { firstLine, oneLine } from './foreign-text.ts';

test('foreign text becomes one printable line', () => {
  assert.equal(oneLine('a\r\nb\u001b[31mc\u0000  d \u202etxt.exe'), 'a b [31mc d txt.exe');
  assert.equal(oneLine('x'.repeat(20), 10), `${'x'.repeat(9)}…`);
  assert.equal(firstLine('\n \r\nERROR: one\ntwo'), 'ERROR: one');
  assert.equal(firstLine(''), '');
});

test('no text shows a token that stands in it, whole, broken off or behind a scheme', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/);
  const jwt = fc.tuple(part, part, part).map(([a, b, c]) => `eyJ${a}.${b}.${c}`);
  const around = fc.constantFrom('', ' ', '"', "'", '(', '\n', ': ', '=');
  fc.assert(
    fc.property(jwt, around, around, fc.nat(80), (token, before, after, end) => {
      const shown = oneLine(`${before}${token}${after}`);
      for (const piece of token.split('.')) assert.ok(!shown.includes(piece), shown);
      const broken = token.slice(0, Math.max(12, end));
      assert.ok(!oneLine(`${before}${broken}`).includes(broken));
    }),
  );
  assert.equal(oneLine('Authorization: Bearer abcdefghijklmnop0123'), 'Authorization: Bearer [redacted]');
});

test('whatever the text, the line is within its bound, well formed and without controls', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 50 }), (text, max) => {
      for (const line of [oneLine(text, max), firstLine(text, max)]) {
        assert.ok(line.length <= max && line.isWellFormed());
        assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }
    }),
  );
});
