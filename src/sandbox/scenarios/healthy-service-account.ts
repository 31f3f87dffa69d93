import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyServiceAccount: Scenario = {
  name: 'healthy-service-account',
  title: 'A service account without pods',
  story:
    'It is checked as the pod it would get.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders', namespace: 'shop' } }] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'serviceaccount/orders', '-n', 'shop', '--vault', 'kv-shop', '--secret', 'db-password'],
  expect: fine,
};
