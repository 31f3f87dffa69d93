import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcVmIdentityTrue: Scenario = {
  name: 'spc-vm-identity-true',
  title: "The node's identity was left on",
  story:
    'useVMManagedIdentity wins, so the clientID in the class is not used.',
  cluster: csiCluster({
    class: classWith({ useVMManagedIdentity: 'true' }),
    result: aboutObject('ManagedIdentityCredential authentication failed.'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-vm-identity-true'), consequences: ['spc-vm-identity-true'] },
};
