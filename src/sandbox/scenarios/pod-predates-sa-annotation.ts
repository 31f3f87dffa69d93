import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podPredatesSaAnnotation: Scenario = {
  name: 'pod-predates-sa-annotation',
  title: 'The account was annotated after the pods were made',
  story:
    'The pods carry the token, but no client id; the annotation came later.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment()] },
      { do: 'apply', objects: [serviceAccount()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-predates-sa-annotation'),
};
