import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity } from './shop.ts';

export const csiIdentitySystemAssigned: Scenario = {
  name: 'csi-identity-system-assigned',
  title: 'The class names a system-assigned identity',
  story: 'The client id of the SecretProviderClass is the one of the scale set of the nodes, which can have no federated credential.',
  cluster: csiCluster({
    result: aboutObject('ClientAssertionCredential authentication failed. \nPOST https://login.microsoftonline.com/x/oauth2/v2.0/token\nRESPONSE 401: 401 Unauthorized\n"error_description": "AADSTS70025: The client has no configured federated identity credentials."'),
  }),
  azure: azure({ identities: [identity([], { name: 'aks-nodepool1-12345678-vmss', systemAssigned: true })], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('identity-system-assigned'), consequences: ['fic-none'] },
};
