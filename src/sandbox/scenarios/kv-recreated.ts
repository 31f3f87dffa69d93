import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault, vaultResource } from './shop.ts';

export const kvRecreated: Scenario = {
  name: 'kv-recreated',
  title: 'The vault was made anew, without the access',
  story:
    'A pipeline deleted the vault and made one of the same name. The role that the identity had went with the old one. The closest that only lacks the role is kv-rbac-missing.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [] })], activity: [{ operation: 'Microsoft.KeyVault/vaults/write', resourceId: vaultResource, caller: 'pipeline@example.com', minutesAgo: 20 }, { operation: 'Microsoft.KeyVault/vaults/delete', resourceId: vaultResource, caller: 'pipeline@example.com', minutesAgo: 30 }] }),
  command: doctorOrders,
  expect: broken('kv-recreated'),
};
