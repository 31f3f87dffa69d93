import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, refusedByVault } from './csi-shop.ts';
import { azure, broken, doctorOrders, otherClientId, otherPrincipalId } from './shop.ts';

export const csiAddonIdentityConfusion: Scenario = {
  name: 'csi-addon-identity-confusion',
  title: 'The add-on has an identity of its own',
  story:
    'The role was given to the identity of the workload, and the class signs in as the node, with the identity of the add-on.',
  cluster: csiCluster({ class: classWith({ clientID: undefined, useVMManagedIdentity: 'true', userAssignedIdentityID: otherClientId }), result: aboutObject(refusedByVault(otherClientId, otherPrincipalId)) }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-addon-identity-confusion'),
};
