import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount } from './shop.ts';

export const webhookNotInstalled: Scenario = {
  name: 'webhook-not-installed',
  title: 'The webhook is not there',
  story:
    'The cluster has no azure-wi webhook, so pods are made as their template says: without client id, token file or volume. What would come after mending is tried as well, and works.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: 'absent' },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-not-installed'), consequences: ['webhook-not-installed'] },
};
