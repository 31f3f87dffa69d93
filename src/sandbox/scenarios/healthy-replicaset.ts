import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const healthyReplicaset: Scenario = {
  name: 'healthy-replicaset',
  title: 'A ReplicaSet without a Deployment',
  story:
    'Its pods are found by their owner.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('apps/v1', 'ReplicaSet', { replicas: 1, selector: { matchLabels: { app: 'orders' } }, template: template() })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'rs/orders', '-n', 'shop'],
  expect: fine,
};
