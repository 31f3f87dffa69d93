import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookTimeout: Scenario = {
  name: 'webhook-timeout',
  title: 'The webhook does not answer in time',
  story:
    'It takes the call and never answers: pods of today run, new ones are refused.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
      { do: 'webhook', state: { ...webhook, server: 'silent' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-timeout'),
};
