import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvAccessPolicyMissing: Scenario = {
  name: 'kv-access-policy-missing',
  title: 'No access policy for the identity',
  story:
    'The vault uses access policies, and none names this identity.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [] })] }),
  command: doctorOrders,
  expect: broken('kv-access-policy-missing'),
};
