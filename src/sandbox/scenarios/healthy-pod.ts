import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, useLabel, webhook } from './shop.ts';

export const healthyPod: Scenario = {
  name: 'healthy-pod',
  title: 'A pod without an owner',
  story:
    'Nobody but the pod itself says how it was made; what the webhook injected is taken out again before the dry run.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [{ ...object('v1', 'Pod', template().spec), metadata: { name: 'orders', namespace: 'shop', labels: useLabel } }] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: fine,
};
