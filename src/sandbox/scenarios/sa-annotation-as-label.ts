import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saAnnotationAsLabel: Scenario = {
  name: 'sa-annotation-as-label',
  title: 'The client id under labels',
  story:
    'In the manifest of the service account the client id stands one line too high, under labels.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, { ...serviceAccount({}), metadata: { name: 'orders', namespace: 'shop', labels: { 'azure.workload.identity/client-id': clientId } } }] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('sa-annotation-as-label'),
};
