import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookCertSecretMissing: Scenario = {
  name: 'webhook-cert-secret-missing',
  title: 'The certificate of the webhook was deleted',
  story:
    'Somebody deleted the Secret with the certificate of the webhook, which only renews it and never makes it. Its pods wait for the Secret, and nobody answers.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, server: 'down' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints'),
};
