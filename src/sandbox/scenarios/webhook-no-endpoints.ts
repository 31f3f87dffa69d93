import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, webhookDown } from './shop.ts';

export const webhookNoEndpoints: Scenario = {
  name: 'webhook-no-endpoints',
  title: 'The webhook is down, and pods are refused',
  story:
    'The pods of today run well, but with failurePolicy Fail no new one can be made: the next restart would stand still.',
  cluster: webhookDown,
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints'),
};
