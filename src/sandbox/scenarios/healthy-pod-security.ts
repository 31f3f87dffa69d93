import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyPodSecurity: Scenario = {
  name: 'healthy-pod-security',
  title: 'Pod Security that refuses a bare pod',
  story:
    'The namespace became restricted after the pods were made. The refusal of the dry run is Pod Security\'s, and not counted against the webhook.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
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
