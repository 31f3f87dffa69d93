import type { Scenario } from '../scenario.ts';
import { aboutObject, addOn, bothDoors, classWith, csiVault, mounting } from './csi-shop.ts';
import { azure, broken, doctorOrders, issuer, namespace, otherTenantId, serviceAccount, webhook } from './shop.ts';

export const twoDoors: Scenario = {
  name: 'two-doors',
  title: 'Both doors are shut, each for a reason of its own',
  story:
    'The account names no identity for the application, and the class names a tenant in which the identity is not.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: addOn },
      { do: 'apply', objects: [namespace, serviceAccount({}), classWith({ tenantID: otherTenantId })] },
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [bothDoors] },
      mounting(aboutObject('ClientAssertionCredential authentication failed. \nGET https://login.microsoftonline.com/x/v2.0/.well-known/openid-configuration\n"error_description": "AADSTS90002: Tenant not found."')),
    ],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('sa-client-id-missing', 'spc-tenant-wrong'), consequences: ['spc-tenant-wrong'] },
};
