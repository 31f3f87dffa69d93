import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignmentName } from './role-assignment.ts';

test('the name of an assignment is a UUID of version 5, the same for the same parties in any case, and another for any other', () => {
  const name = assignmentName('https://issuer.test/', 'system:serviceaccount:shop:orders', 'PRINCIPAL', 'role', '/subscriptions/s');
  assert.match(name, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(assignmentName('https://issuer.test/', 'system:serviceaccount:shop:orders', 'principal', 'role', '/Subscriptions/s'), name);
  assert.notEqual(assignmentName('https://issuer.test/', 'system:serviceaccount:shop:order', 's', 'principal', 'role', '/subscriptions/s'), name);
});
