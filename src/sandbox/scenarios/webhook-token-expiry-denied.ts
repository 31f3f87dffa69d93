import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, doctorOrders, issuer, serviceAccount, steps } from './shop.ts';

export const webhookTokenExpiryDenied: Scenario = {
  name: 'webhook-token-expiry-denied',
  title: 'The webhook refuses the token\'s lifetime',
  story:
    'The service account asks for a token of one minute; since then no pod can be made.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'apply', objects: [serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/service-account-token-expiration': '60' })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-token-expiry-denied'),
};
