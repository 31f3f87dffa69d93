import type { Scenario } from '../scenario.ts';
import { aboutObject, addOn, bothDoors, classWith, csiVault, mounting } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity, issuer, namespace, otherClientId, otherPrincipalId, serviceAccount, webhook } from './shop.ts';

export const spcClientidDiffersFromSa: Scenario = {
  name: 'spc-clientid-differs-from-sa',
  title: "Another identity than the application's",
  story:
    'The account names one identity and the class another, which has no credential: the application works, and the driver does not.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: addOn },
      { do: 'apply', objects: [namespace, serviceAccount(), classWith({ clientID: otherClientId })] },
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [bothDoors] },
      mounting(aboutObject('ClientAssertionCredential authentication failed. \n"error_description": "AADSTS70025: no configured federated identity credentials"')),
    ],
  },
  azure: azure({ identities: [identity(), identity([], { name: 'id-files', clientId: otherClientId, principalId: otherPrincipalId })], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-none'), consequences: ['fic-none'], warnings: ['spc-clientid-differs-from-sa'] },
};
