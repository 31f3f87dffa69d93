import type { Scenario } from '../scenario.ts';
import { broken, clientId, credential, doctorOrders, issuer, principalId, steps, tenantId, vault } from './shop.ts';

export const identityDisabled: Scenario = {
  name: 'identity-disabled',
  title: 'The application\'s service principal is disabled',
  story:
    'Somebody turned it off; everything else is right.',
  cluster: { issuer, steps: steps() },
  azure: {
    applications: [
      {
        displayName: 'orders',
        tenantId,
        appId: clientId,
        objectId: '77777777-7777-4777-8777-777777777777',
        servicePrincipal: { objectId: principalId, accountEnabled: false },
        federatedCredentials: [credential],
      },
    ],
    vaults: [vault()],
  },
  command: doctorOrders,
  expect: { ...broken('identity-disabled'), consequences: ['identity-disabled'] },
};
