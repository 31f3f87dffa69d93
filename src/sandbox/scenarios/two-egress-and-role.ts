import type { Scenario } from '../scenario.ts';
import { egressEntraBlockedInPod } from './egress-entra-blocked-in-pod.ts';
import { fromPod } from './pod-shop.ts';
import { azure, broken, vault } from './shop.ts';

export const twoEgressAndRole: Scenario = {
  name: 'two-egress-and-role',
  title: 'The pods do not reach Entra, and the identity has no role',
  story:
    'A firewall keeps the pods from Entra. This machine gets through, and meets what the pods would meet next: a vault that refuses the identity.',
  cluster: egressEntraBlockedInPod.cluster,
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: fromPod,
  expect: broken('egress-entra-blocked', 'kv-rbac-missing'),
};
