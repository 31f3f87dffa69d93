import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const podLabelMissing: Scenario = {
  name: 'pod-label-missing',
  title: 'The pods lack the label',
  story:
    'The label stands on the service account, where older versions wanted it. The template has none, so the webhook is never asked. With the label everything after it would work.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, { ...serviceAccount(), metadata: { ...serviceAccount().metadata, labels: useLabel } }] },
      { do: 'apply', objects: [deployment({ labels: {} })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing'), consequences: ['pod-label-missing'] },
};
