import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const labelOnWorkloadNotTemplate: Scenario = {
  name: 'label-on-workload-not-template',
  title: 'The label stands on the Deployment',
  story:
    'It is among the labels of the Deployment itself; the pods get those of the template.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: {} }, { labels: useLabel })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('label-on-workload-not-template'), consequences: ['label-on-workload-not-template'] },
};
