import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const gitopsOrder: Scenario = {
  name: 'gitops-order',
  title: 'The pods were first',
  story:
    'The first synchronisation made the Deployment before the webhook: its pods were not injected, and stay so.',
  cluster: {
    issuer,
    steps: [
      { do: 'apply', objects: [namespace, serviceAccount(), deployment({}, { replicas: 1 })] },
      { do: 'webhook', state: webhook },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-predates-label'),
};
