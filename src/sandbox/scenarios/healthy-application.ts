import type { Scenario } from '../scenario.ts';
import { clientId, credential, doctorOrders, fine, issuer, principalId, steps, tenantId, vault } from './shop.ts';

export const healthyApplication: Scenario = {
  name: 'healthy-application',
  title: 'An application instead of a managed identity',
  story:
    'The client id belongs to an app registration with a service principal and a credential of its own; Graph shows it, Resource Graph does not.',
  cluster: { issuer, steps: steps() },
  azure: {
    applications: [
      {
        displayName: 'orders',
        tenantId,
        appId: clientId,
        objectId: '77777777-7777-4777-8777-777777777777',
        servicePrincipal: { objectId: principalId },
        federatedCredentials: [credential],
      },
    ],
    vaults: [vault()],
  },
  command: doctorOrders,
  expect: fine,
};
