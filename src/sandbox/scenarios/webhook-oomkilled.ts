import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, webhookDown } from './shop.ts';

export const webhookOomkilled: Scenario = {
  name: 'webhook-oomkilled',
  title: 'The webhook has too little memory',
  story:
    'The cluster has more service accounts than the webhook can keep in its 30 megabytes. Its pods are killed for that again and again, and between two starts nobody answers.',
  cluster: webhookDown,
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints'),
};
