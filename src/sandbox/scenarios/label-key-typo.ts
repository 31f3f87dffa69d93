import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const labelKeyTypo: Scenario = {
  name: 'label-key-typo',
  title: 'The label is misspelt',
  story:
    'azure.workload.identity/used looks right at three in the morning.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: { 'azure.workload.identity/used': 'true' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('label-key-typo'), consequences: ['label-key-typo'] },
};
