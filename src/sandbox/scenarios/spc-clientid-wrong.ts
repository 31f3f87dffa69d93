import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders, otherClientId } from './shop.ts';

export const spcClientidWrong: Scenario = {
  name: 'spc-clientid-wrong',
  title: "The client id is nobody's",
  story:
    'The identity was made anew, and the class still has the old id. Entra knows nobody of that name.',
  cluster: csiCluster({
    class: classWith({ clientID: otherClientId }),
    result: aboutObject('ClientAssertionCredential authentication failed. \nPOST https://login.microsoftonline.com/x/oauth2/v2.0/token\nRESPONSE 400: 400 Bad Request\n"error_description": "AADSTS700016: Application was not found in the directory."'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-clientid-wrong'), consequences: ['spc-clientid-wrong'] },
};
