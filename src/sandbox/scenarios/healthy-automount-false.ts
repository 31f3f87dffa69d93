import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyAutomountFalse: Scenario = {
  name: 'healthy-automount-false',
  title: 'No token of the API server',
  story:
    'automountServiceAccountToken is off; the token for Azure has a volume of its own and is not concerned.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ spec: { automountServiceAccountToken: false } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
