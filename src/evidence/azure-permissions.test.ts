import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allows } from './azure-permissions.ts';

const write = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write';

test('an action is allowed by a role that covers it and does not take it away itself', () => {
  for (const [roles, allowed] of [
    [[{ actions: ['*'], notActions: [] }], true],
    [[{ actions: ['microsoft.managedidentity/userassignedidentities/*'], notActions: [] }], true],
    [[{ actions: [write], notActions: [] }], true],
    [[{ actions: ['*/read'], notActions: [] }], false],
    [[{ actions: ['*'], notActions: ['*/write'] }], false],
    // Contributor and a role for credentials: what one takes away the other still gives
    [[{ actions: ['*'], notActions: ['*/write'] }, { actions: ['*/federatedIdentityCredentials/write'], notActions: [] }], true],
    [[{ actions: ['Microsoft.ManagedIdentity/userAssignedIdentities'], notActions: [] }], false],
    // a dot is a dot
    [[{ actions: [write.replace('.', 'x')], notActions: [] }], false],
    [[], false],
  ] as const) {
    assert.equal(allows(roles, write), allowed, JSON.stringify(roles));
  }
});
