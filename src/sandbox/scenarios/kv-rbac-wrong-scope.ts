import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvRbacWrongScope: Scenario = {
  name: 'kv-rbac-wrong-scope',
  title: 'The role is on another secret of the vault',
  story:
    'The identity may read one secret of the vault, and the application reads another.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', secret: 'another' }] })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-missing'),
};
