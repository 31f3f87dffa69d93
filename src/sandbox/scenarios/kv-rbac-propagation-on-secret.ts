import type { Scenario } from '../scenario.ts';
import { azure, broken, deniedByRbac, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvRbacPropagationOnSecret: Scenario = {
  name: 'kv-rbac-propagation-on-secret',
  title: 'The role on the secret is there, the vault does not know it yet',
  story:
    'The assignment, of that one secret, was made a minute ago: a list at the vault does not hold it.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', secret: 'db-password' }] })],
    faults: deniedByRbac,
  }),
  command: doctorOrders,
  expect: broken('kv-rbac-propagation'),
};
