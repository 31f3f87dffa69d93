import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvRbacDenyAssignment: Scenario = {
  name: 'kv-rbac-deny-assignment',
  title: 'A deny assignment stands above the role',
  story:
    'The role is there, and a deployment stack denies everybody but its owner what is in the vault. The closest that is right is healthy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ denied: true })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-deny-assignment'),
};
