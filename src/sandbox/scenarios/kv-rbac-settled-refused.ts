import type { Scenario } from '../scenario.ts';
import { azure, broken, deniedByRbac, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvRbacSettledRefused: Scenario = {
  name: 'kv-rbac-settled-refused',
  title: 'The role is there without a condition, and the secret is refused all the same',
  story: 'The assignment is months old, so it is not on its way any more, and has no condition: something else stands against it, which the vault does not name.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', since: '2026-01-10T08:00:00Z' }] })],
    faults: deniedByRbac,
  }),
  command: doctorOrders,
  expect: broken('kv-abac-condition'),
};
