import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcClientidEmpty: Scenario = {
  name: 'spc-clientid-empty',
  title: 'The client id was left empty',
  story:
    'The class was copied from the documentation for another way to sign in, where clientID and cloudName are empty.',
  cluster: csiCluster({
    class: classWith({ clientID: '', cloudName: '' }),
    result: fromProvider('failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-clientid-missing'), consequences: ['spc-clientid-missing'] },
};
