import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podLabelMissing: Scenario = {
  name: 'pod-label-missing',
  title: 'The pods lack the label',
  story:
    'Nothing in the template asks for the webhook, so it is never called. With the label everything after it would work.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: {} })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing'), consequences: ['pod-label-missing'] },
};
