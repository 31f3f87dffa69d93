import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, webhook } from './shop.ts';

export const webhookSaNotFound: Scenario = {
  name: 'webhook-sa-not-found',
  title: 'The service account does not exist',
  story:
    'The template names an account that nobody created, so the controller makes no pod.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'order', namespace: 'shop' } }] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-sa-not-found'),
};
