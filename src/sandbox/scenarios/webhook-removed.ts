import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const webhookRemoved: Scenario = {
  name: 'webhook-removed',
  title: 'The webhook is gone, its work is not',
  story:
    'The pods of today were injected before the webhook was removed. They work; the next ones will not, so it is a warning.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: 'absent' },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['webhook-not-installed'], },
};
