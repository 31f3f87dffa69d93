import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookTimeout: Scenario = {
  name: 'webhook-timeout',
  title: 'The webhook does not answer in time',
  story:
    'It takes the call and never answers: pods of today run, new ones are refused.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, server: 'silent' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-timeout'),
};
