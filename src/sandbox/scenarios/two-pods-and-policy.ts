import type { Scenario } from '../scenario.ts';
import { podVolumeStripped } from './pod-volume-stripped.ts';
import { azure, broken, doctorOrders, vault } from './shop.ts';

export const twoPodsAndPolicy: Scenario = {
  name: 'two-pods-and-policy',
  title: 'A volume taken away, and no access policy',
  story:
    'Another webhook takes the token file from the pods, and the vault has no access policy for their identity. The file is not needed to see that: the doctor asks for a token of its own.',
  cluster: podVolumeStripped.cluster,
  azure: azure({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [] })] }),
  command: doctorOrders,
  expect: broken('pod-volume-stripped', 'kv-access-policy-missing'),
};
