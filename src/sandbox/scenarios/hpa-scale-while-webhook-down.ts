import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const hpaScaleWhileWebhookDown: Scenario = {
  name: 'hpa-scale-while-webhook-down',
  title: 'An autoscaler gets no more pods',
  story:
    'Two pods run well. The webhook went away, and an autoscaler asked for four: with failurePolicy Fail no pod comes.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, server: 'down' } },
      { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { replicas: 4 } } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints'),
};
