import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const healthyStatefulset: Scenario = {
  name: 'healthy-statefulset',
  title: 'A StatefulSet',
  story:
    'Named by its short name, as kubectl takes it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('apps/v1', 'StatefulSet', { serviceName: 'orders', replicas: 2, selector: { matchLabels: { app: 'orders' } }, template: template() })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'sts', 'orders', '-n', 'shop'],
  expect: fine,
};
