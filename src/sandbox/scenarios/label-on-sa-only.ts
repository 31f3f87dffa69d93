import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const labelOnSaOnly: Scenario = {
  name: 'label-on-sa-only',
  title: 'The label stands on the service account',
  story:
    'Older versions wanted it there. The webhook of today looks at the pods alone.',
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
  expect: { ...broken('label-on-sa-only'), consequences: ['label-on-sa-only'] },
};
