import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, webhookDown } from './shop.ts';

export const webhookCertSecretMissing: Scenario = {
  name: 'webhook-cert-secret-missing',
  title: 'The certificate of the webhook was deleted',
  story:
    'Somebody deleted the Secret with the certificate of the webhook, which only renews it and never makes it. Its pods wait for the Secret, and nobody answers.',
  cluster: webhookDown,
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints'),
};
