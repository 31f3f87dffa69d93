import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyPodSecurity: Scenario = {
  name: 'healthy-pod-security',
  title: 'Pod Security that refuses a bare pod',
  story:
    'The namespace became restricted after the pods were made. The refusal of the dry run is Pod Security\'s, and not counted against the webhook.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
      {
        do: 'patch',
        kind: 'Namespace',
        name: 'shop',
        patch: { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
      },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
