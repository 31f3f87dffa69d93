import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saClientIdMissing: Scenario = {
  name: 'sa-client-id-missing',
  title: 'The service account names no identity',
  story:
    'No annotation, and nothing in the pod: the webhook injects no client id.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('sa-client-id-missing'),
};
