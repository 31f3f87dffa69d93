import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podWrongSa: Scenario = {
  name: 'pod-wrong-sa',
  title: 'The pods use the account default',
  story:
    'serviceAccountName is missing from the template; the annotated account is beside it, unused.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ spec: { serviceAccountName: 'default' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-wrong-sa'),
};
