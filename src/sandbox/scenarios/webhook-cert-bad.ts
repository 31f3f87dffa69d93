import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookCertBad: Scenario = {
  name: 'webhook-cert-bad',
  title: 'The webhook\'s certificate is not trusted',
  story:
    'Its Secret was restored from a backup, and the caBundle is of another authority.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, server: 'untrusted' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-cert-bad'),
};
