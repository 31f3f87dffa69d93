import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignmentName } from './assignment-name.ts';

test('the name of an assignment is a UUID of version 5, the same for the same parties in any case, and another for any other', () => {
  const assignment = { of: { issuer: 'https://issuer.test/', subject: 'system:serviceaccount:shop:orders' }, principalId: 'PRINCIPAL', roleId: 'role', scope: '/subscriptions/s', tenantId: undefined };
  const name = assignmentName(assignment);
  assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(assignmentName({ ...assignment, principalId: 'principal', scope: '/Subscriptions/s' }), name);
  // the same letters, cut otherwise
  assert.notEqual(assignmentName({ ...assignment, of: { issuer: 'https://issuer.test/s', subject: 'ystem:serviceaccount:shop:orders' } }), name);
});
