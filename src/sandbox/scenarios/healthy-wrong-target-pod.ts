import type { KubernetesObject, Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, useLabel, webhook } from './shop.ts';

const pod = (name: string, labels: Readonly<Record<string, string>>): KubernetesObject => ({ ...object('v1', 'Pod', template().spec), metadata: { name, namespace: 'shop', labels: { app: 'orders', ...labels } } });

export const healthyWrongTargetPod: Scenario = {
  name: 'healthy-wrong-target-pod',
  title: 'The pod that works beside one that does not',
  story:
    'One of two pods was made without the label, and the application fails there. The doctor was told to look at the other one: the report says which pod it is about, and that nothing is wrong with it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [pod('orders-0', {}), pod('orders-1', useLabel)] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'pod/orders-1', '-n', 'shop'],
  expect: fine,
};
