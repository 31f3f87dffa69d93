import type { Scenario } from '../scenario.ts';
import { sdkTooOld } from './sdk-too-old.ts';
import { azure, broken, doctorOrders, vault } from './shop.ts';

export const twoSdkAndRole: Scenario = {
  name: 'two-sdk-and-role',
  title: 'An SDK from before workload identity, and no role',
  story:
    'The log shows an SDK that never tries workload identity. One that does would sign in, and the vault would refuse it.',
  cluster: sdkTooOld.cluster,
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-too-old', 'kv-rbac-missing'),
};
