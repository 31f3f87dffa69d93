import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { requestTimeoutMs, userExtra } from './connection-flags.ts';
import { KubeConfigError } from './kube-config-error.ts';

test('a request has ten seconds unless --request-timeout says otherwise', () => {
  assert.equal(requestTimeoutMs(undefined), 10_000);
  assert.equal(requestTimeoutMs(''), 10_000);
  assert.equal(requestTimeoutMs('30'), 30_000);
  assert.equal(requestTimeoutMs('1m30s'), 90_000);
  assert.equal(requestTimeoutMs('1.5h'), 5_400_000);
  assert.equal(requestTimeoutMs('250ms'), 250);
});

test('--request-timeout=0 asks for none and gets one that is far away, and no value overflows a timer', () => {
  assert.equal(requestTimeoutMs('0'), 600_000);
  assert.equal(requestTimeoutMs('0s'), 600_000);
  assert.equal(requestTimeoutMs('999999999'), 2 ** 31 - 1);
  assert.equal(requestTimeoutMs('1ns'), 1);
});

test('any other --request-timeout is refused in the words of kubectl', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom('-1', '10x', 's', '1m 30s', '1,5s', '5d', 'Infinity', '1e3', '-5s'), fc.stringMatching(/^[a-z]{1,6}$/)), (text) => {
      assert.throws(
        () => requestTimeoutMs(text),
        (error) => error instanceof KubeConfigError && error.exitCode === 2 && error.message.includes('Invalid timeout value.'),
      );
    }),
  );
});

test('a duration is the sum of its parts', () => {
  const part = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.constantFrom<[string, number]>(['ms', 1], ['s', 1_000], ['m', 60_000]));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const text = parts.map(([amount, [unit]]) => `${amount}${unit}`).join('');
      assert.equal(requestTimeoutMs(text), parts.reduce((sum, [amount, [, ms]]) => sum + amount * ms, 0));
    }),
  );
});

test('--as-user-extra collects the values of a key and ignores what has no equals sign', () => {
  assert.deepEqual([...userExtra(['a=1', 'b=', 'a=2=3', 'junk'])], [['a', ['1', '2=3']], ['b', ['']]]);
});
