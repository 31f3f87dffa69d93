import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookSingleReplicaDownDuringUpgrade: Scenario = {
  name: 'webhook-single-replica-down-during-upgrade',
  title: 'The only pod of the webhook moves to another node',
  story:
    'The webhook was installed with one replica, and its node is being drained. Until it is up elsewhere no labelled pod can be made.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, replicas: 1, server: 'down' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-single-replica-down-during-upgrade'),
};
