import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const labelValueNotTrue: Scenario = {
  name: 'label-value-not-true',
  title: 'The label has another value',
  story:
    'azure.workload.identity/use is "True"; the selector compares bytes.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: { 'azure.workload.identity/use': 'True' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('label-value-not-true'), consequences: ['label-value-not-true'] },
};
