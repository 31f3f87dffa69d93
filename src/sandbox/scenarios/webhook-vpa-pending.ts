import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, webhookDown } from './shop.ts';

export const webhookVpaPending: Scenario = {
  name: 'webhook-vpa-pending',
  title: 'The webhook asks for more than a node has',
  story:
    'Cost-optimized scaling raised what the pods of the webhook ask for. No node of the system pool has as much, so they wait, and nobody answers.',
  cluster: webhookDown,
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints'),
};
