import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, otherClientId, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const twoWebhookAndClientId: Scenario = {
  name: 'two-webhook-and-client-id',
  title: 'The webhook is down, and the template names a dead client id',
  story:
    'A leftover AZURE_CLIENT_ID wins over the annotation. Taking it out of the template makes new pods, which the API server refuses while the webhook is down.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_CLIENT_ID', value: otherClientId }, ...vaultEnv] })] },
      { do: 'webhook', state: { ...webhook, server: 'down' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-no-endpoints', 'pod-env-client-id-override'), consequences: ['identity-not-found'] },
};
