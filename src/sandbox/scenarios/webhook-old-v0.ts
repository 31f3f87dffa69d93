import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookOldV0: Scenario = {
  name: 'webhook-old-v0',
  title: 'The webhook is of the time before 1.0',
  story:
    'It goes by the label of the service account; the pod\'s label means nothing to it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'v0' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-old-v0'), consequences: ['webhook-old-v0'] },
};
