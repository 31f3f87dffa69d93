import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const twoLabelAndAccount: Scenario = {
  name: 'two-label-and-account',
  title: 'No label on the pods, no identity on the account',
  story:
    'Somebody forgot both halves that are to be written in the cluster. The label alone would only bring pods without a client id.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment({ labels: {} })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing', 'sa-client-id-missing'), consequences: ['pod-label-missing'] },
};
