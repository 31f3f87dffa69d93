import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, issuer, namespace, webhook } from './shop.ts';

export const podDefaultSa: Scenario = {
  name: 'pod-default-sa',
  title: 'The pods use the account default, and the one with an identity is called otherwise',
  story:
    'It may be the account that the pods were meant to use, or that of another workload. Lending its identity out by a guess would be wrong, so both causes stay.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      {
        do: 'apply',
        objects: [namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'billing', namespace: 'shop', annotations: { 'azure.workload.identity/client-id': clientId } } }],
      },
      { do: 'apply', objects: [deployment({ spec: { serviceAccountName: 'default' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['pod-wrong-sa', 'sa-client-id-missing'] },
};
