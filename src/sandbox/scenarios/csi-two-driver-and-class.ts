import type { Scenario } from '../scenario.ts';
import { addOn, classWith, csiCluster, csiDriver, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, clientId, doctorOrders } from './shop.ts';

export const csiTwoDriverAndClass: Scenario = {
  name: 'csi-two-driver-and-class',
  title: 'No tokens for the driver, and a misspelt client id',
  story:
    'tokenRequests is missing, and the class has clientId instead of clientID. The event speaks of the class alone.',
  cluster: csiCluster({
    installed: [csiDriver({ tokenRequests: [] }), ...addOn.slice(1)],
    class: classWith({ clientID: undefined, clientId }),
    result: fromProvider('failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-tokenrequests-missing', 'spc-clientid-missing'), consequences: ['spc-clientid-missing'] },
};
