import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, clientId, doctorOrders } from './shop.ts';

export const spcClientidMissing: Scenario = {
  name: 'spc-clientid-missing',
  title: 'The client id is misspelt',
  story:
    'The class has clientId, and the provider reads clientID. It falls back to a service principal that there is none of.',
  cluster: csiCluster({
    class: classWith({ clientID: undefined, clientId }),
    result: fromProvider('failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-clientid-missing'), consequences: ['spc-clientid-missing'] },
};
