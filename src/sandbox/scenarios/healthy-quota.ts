import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, object, serviceAccount, webhook } from './shop.ts';

export const healthyQuota: Scenario = {
  name: 'healthy-quota',
  title: 'A quota that admits no further pod',
  story:
    'The dry run is refused by the quota, which says nothing about the webhook: its work is seen in the pods that run.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('v1', 'ResourceQuota', { hard: { pods: '2' } }), deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
