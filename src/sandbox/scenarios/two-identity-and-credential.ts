import type { Scenario } from '../scenario.ts';
import { broken, clientId, credential, doctorOrders, issuer, principalId, steps, tenantId, vault } from './shop.ts';

export const twoIdentityAndCredential: Scenario = {
  name: 'two-identity-and-credential',
  title: 'A disabled application, and a credential for another account',
  story:
    'The service principal is turned off, and the credential names order instead of orders. Entra tells of one at a time.',
  cluster: { issuer, steps: steps() },
  azure: {
    applications: [
      {
        displayName: 'orders',
        tenantId,
        appId: clientId,
        objectId: '77777777-7777-4777-8777-777777777777',
        servicePrincipal: { objectId: principalId, accountEnabled: false },
        federatedCredentials: [{ ...credential, subject: 'system:serviceaccount:shop:order' }],
      },
    ],
    vaults: [vault()],
  },
  command: doctorOrders,
  expect: { ...broken('identity-disabled', 'fic-subject-mismatch'), consequences: ['identity-disabled'] },
};
