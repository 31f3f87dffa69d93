import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookCertBad: Scenario = {
  name: 'webhook-cert-bad',
  title: 'The webhook\'s certificate is not trusted',
  story:
    'Its Secret was restored from a backup, and the caBundle is of another authority.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
      { do: 'webhook', state: { ...webhook, server: 'untrusted' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-cert-bad'),
};
