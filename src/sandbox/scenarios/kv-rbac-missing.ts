import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvRbacMissing: Scenario = {
  name: 'kv-rbac-missing',
  title: 'The identity has no role on the vault',
  story:
    'It is Key Vault Reader, which shows names and no values.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Reader' }] })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-missing'),
};
