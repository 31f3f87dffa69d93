import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvRbacMissing: Scenario = {
  name: 'kv-rbac-missing',
  title: 'The identity has no role on the vault',
  story:
    'Nobody gave it one.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-missing'),
};
