import type { Scenario } from '../scenario.ts';
import { csiVault } from './csi-shop.ts';
import { csiTwoRoots } from './csi-two-roots.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiTwoDriverAndRole: Scenario = {
  name: 'csi-two-driver-and-role',
  title: 'No tokens for the driver, and no role on the vault',
  story:
    'The mount stops at the missing token. The doctor asks for a token itself, and meets the refusal of the vault that would come next.',
  cluster: csiTwoRoots.cluster,
  azure: azure({ vaults: [csiVault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: { ...broken('kv-rbac-missing', 'csi-tokenrequests-missing'), consequences: ['csi-tokenrequests-missing'] },
};
