import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvRbacWrongRole: Scenario = {
  name: 'kv-rbac-wrong-role',
  title: 'The identity\'s role gives no secret values',
  story:
    'It is Key Vault Reader, which shows names and no values.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Reader' }] })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-wrong-role'),
};
