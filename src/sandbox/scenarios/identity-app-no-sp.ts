import type { Scenario } from '../scenario.ts';
import { broken, clientId, credential, doctorOrders, issuer, steps, tenantId, vault } from './shop.ts';

export const identityAppNoSp: Scenario = {
  name: 'identity-app-no-sp',
  title: 'An application without a service principal',
  story:
    'The app registration was created by a script that stopped half-way.',
  cluster: { issuer, steps: steps() },
  azure: {
    applications: [{ displayName: 'orders', tenantId, appId: clientId, objectId: '77777777-7777-4777-8777-777777777777', federatedCredentials: [credential] }],
    vaults: [vault()],
  },
  command: doctorOrders,
  expect: { ...broken('identity-app-no-sp'), consequences: ['identity-app-no-sp'] },
};
