import type { Scenario } from '../scenario.ts';
import { addOn, csiCluster, csiDriver, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiTwoDriverAndRole: Scenario = {
  name: 'csi-two-driver-and-role',
  title: 'No tokens for the driver, and no role on the vault',
  story:
    'The mount stops at the missing token. The doctor asks for a token itself, and meets the refusal of the vault that would come next.',
  cluster: csiCluster({
    installed: [csiDriver({ tokenRequests: [] }), ...addOn.slice(1)],
    result: fromProvider('failed to build auth config for mode None: failed to parse workload identity tokens, error: service account tokens not found'),
  }),
  azure: azure({ vaults: [csiVault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: { ...broken('kv-rbac-missing', 'csi-tokenrequests-missing'), consequences: ['csi-tokenrequests-missing'] },
};
