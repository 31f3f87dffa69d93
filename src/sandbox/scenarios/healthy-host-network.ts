import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyHostNetwork: Scenario = {
  name: 'healthy-host-network',
  title: 'A pod on the host\'s network',
  story:
    'hostNetwork does not matter to the webhook or the token.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ spec: { hostNetwork: true } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
