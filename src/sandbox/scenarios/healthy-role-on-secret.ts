import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, principalId, steps, vault } from './shop.ts';

export const healthyRoleOnSecret: Scenario = {
  name: 'healthy-role-on-secret',
  title: 'A role on one secret alone',
  story:
    'The identity has no role on the vault, and one on the secret that the application reads.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', secret: 'db-password' }] })] }),
  command: doctorOrders,
  expect: fine,
};
