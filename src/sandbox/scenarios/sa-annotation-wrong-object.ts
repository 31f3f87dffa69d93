import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saAnnotationWrongObject: Scenario = {
  name: 'sa-annotation-wrong-object',
  title: 'The client id on the Deployment',
  story:
    'The annotation was put on the Deployment, and the service account has none.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [{ ...deployment(), metadata: { name: 'orders', namespace: 'shop', annotations: { 'azure.workload.identity/client-id': clientId } } }] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('sa-annotation-wrong-object'),
};
