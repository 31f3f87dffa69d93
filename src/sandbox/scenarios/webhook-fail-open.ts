import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookFailOpen: Scenario = {
  name: 'webhook-fail-open',
  title: 'The webhook was down, and pods passed',
  story:
    'With failurePolicy Ignore the API server lets pods through when the webhook does not answer. It is back now, but these pods stay as they are.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, failurePolicy: 'Ignore', server: 'down' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
      { do: 'webhook', state: { ...webhook, failurePolicy: 'Ignore' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-fail-open'),
};
