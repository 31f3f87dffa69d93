import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookCustomAudience: Scenario = {
  name: 'webhook-custom-audience',
  title: 'The webhook was given an audience of its own',
  story:
    'The flag --audience of the webhook was set for another product. Every token carries that audience, and no credential accepts it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, audience: 'api://AzureADTokenExchangeUSGov' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('token-aud-mismatch'), consequences: ['token-aud-mismatch'] },
};
