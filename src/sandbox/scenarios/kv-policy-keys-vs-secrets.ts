import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvPolicyKeysVsSecrets: Scenario = {
  name: 'kv-policy-keys-vs-secrets',
  title: 'The access policy gives other permissions',
  story:
    'It lets the identity list secrets, not get them.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [], accessPolicies: [{ objectId: principalId, secrets: ['list'] }] })] }),
  command: doctorOrders,
  expect: broken('kv-policy-keys-vs-secrets'),
};
