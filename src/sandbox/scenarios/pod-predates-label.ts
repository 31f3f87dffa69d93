import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podPredatesLabel: Scenario = {
  name: 'pod-predates-label',
  title: 'The pods are older than the webhook',
  story:
    'The label was there from the beginning, the webhook came later: a pod is changed only while it is made.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: 'absent' },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
      { do: 'webhook', state: webhook },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-predates-label'),
};
