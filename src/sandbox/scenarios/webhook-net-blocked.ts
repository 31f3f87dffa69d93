import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookNetBlocked: Scenario = {
  name: 'webhook-net-blocked',
  title: 'Something answers in place of the webhook',
  story:
    'A proxy was put between the control plane and the nodes, and answers for the webhook without TLS. The pods of the webhook serve, and nobody reaches them.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, server: 'plain' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-net-blocked'),
};
