import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const healthyDaemonset: Scenario = {
  name: 'healthy-daemonset',
  title: 'A DaemonSet',
  story:
    'One pod a node, all alike.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('apps/v1', 'DaemonSet', { selector: { matchLabels: { app: 'orders' } }, template: template() })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'ds/orders', '-n', 'shop'],
  expect: fine,
};
