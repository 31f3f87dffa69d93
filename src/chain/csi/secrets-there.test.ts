import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../check.ts';
import { secretsThere } from './secrets-there.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };
const waiting = (message: string, reason = 'CreateContainerConfigError'): unknown => ({ container: 'app', pod: 'orders-1', podGroup: 'g1', waiting: { reason, message } });
const made = (namespace = 'shop'): unknown => ({ state: 'known', value: [{ namespace, name: 'orders', secrets: ['orders-db'] }] });

function judge(states: readonly unknown[], classes: unknown, mounted: readonly string[] = []): Outcome {
  const shape = { secretsStoreVolumes: mounted.map((secretProviderClass) => ({ secretProviderClass })) };
  return secretsThere.run([states, classes, { owner }] as never, { podGroup: { id: 'g1', pods: ['orders-1'], shape } } as never);
}

const missing = 'secret "orders-db" not found';

test('a Secret that a class of the namespace would make is missing where no volume of it is', () => {
  assert.equal(judge([waiting(missing)], made()).outcome, 'fail');
  assert.equal(judge([waiting(`Error: ${missing}`)], made()).outcome, 'fail');
});

test('one of nobody, or of another namespace, or whose class is mounted, is judged elsewhere', () => {
  assert.equal(judge([waiting(missing)], { state: 'known', value: [] }).outcome, 'skip');
  assert.equal(judge([waiting(missing)], made('other')).outcome, 'skip');
  assert.equal(judge([waiting(missing)], made(), ['orders']).outcome, 'skip');
});

test('a container that waits for something else is none of its business, and what nobody may read stays open', () => {
  assert.equal(judge([], { state: 'not-needed' }).outcome, 'skip');
  assert.equal(judge([], { state: 'not-needed' }, ['orders']).outcome, 'ok');
  assert.equal(judge([waiting('configmap "x" not found')], { state: 'not-needed' }).outcome, 'skip');
  assert.equal(judge([waiting(missing, 'ImagePullBackOff')], { state: 'not-needed' }).outcome, 'skip');
  assert.equal(judge([waiting(missing)], { state: 'unknown', gap: { reason: 'forbidden', needs: 'list' } }).outcome, 'unseen');
});
