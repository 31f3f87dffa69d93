import assert from 'node:assert/strict';
import test from 'node:test';
import type { Deed } from './deed.ts';
import { filled, pendingClientId, pendingPrincipalId } from './pending.ts';

const ids = { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', principalId: '66666666-6666-4666-8666-666666666666' };

test('what is known of an identity takes the place of its markers, wherever they stand', () => {
  const apply: Deed = { kind: 'apply', path: '/api/v1/x', object: { metadata: { annotations: { a: pendingClientId, b: `[${pendingPrincipalId}]` }, list: [pendingClientId, 1, null] } } };
  assert.deepEqual(filled(apply, ids), { kind: 'apply', path: '/api/v1/x', object: { metadata: { annotations: { a: ids.clientId, b: `[${ids.principalId}]` }, list: [ids.clientId, 1, null] } } });
  const policy: Deed = { kind: 'add-access-policy', vault: '/subscriptions/x', principalId: pendingPrincipalId, secrets: ['get'], tenantId: 't' };
  assert.deepEqual(filled(policy, ids), { ...policy, principalId: ids.principalId });
});

test('data without markers, and data of which nothing is known, stay as they are', () => {
  const deed: Deed = { kind: 'delete', path: '/api/v1/x' };
  assert.deepEqual(filled(deed, ids), deed);
  const pending = { clientId: pendingClientId };
  assert.equal(filled(pending, undefined), pending);
});
