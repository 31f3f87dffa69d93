import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiImdsTimeout: Scenario = {
  name: 'csi-imds-timeout',
  title: 'The metadata service does not answer',
  story:
    'The class signs in as the node, and the metadata service of the node gives no answer to the provider.',
  cluster: csiCluster({ class: classWith({ clientID: undefined, useVMManagedIdentity: 'true' }), result: aboutObject('ManagedIdentityCredential: Get "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net": context deadline exceeded') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-imds-timeout'),
};
