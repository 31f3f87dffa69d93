import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, otherClientId, otherPrincipalId, steps, tenantId } from './shop.ts';

export const identityAppVsMi: Scenario = {
  name: 'identity-app-vs-mi',
  title: 'The credential was created on an application of the same name',
  story:
    'az ad app federated-credential was used where az identity federated-credential was meant.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [identity([])],
    applications: [
      {
        displayName: 'id-orders',
        tenantId,
        appId: otherClientId,
        objectId: '77777777-7777-4777-8777-777777777777',
        servicePrincipal: { objectId: otherPrincipalId },
        federatedCredentials: [credential],
      },
    ],
  }),
  command: doctorOrders,
  expect: { ...broken('identity-app-vs-mi'), consequences: ['fic-none'] },
};
