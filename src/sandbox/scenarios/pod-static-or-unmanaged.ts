import type { Scenario } from '../scenario.ts';
import { azure, broken, issuer, namespace, object, serviceAccount, vaultEnv, webhook } from './shop.ts';

const nodeName = 'aks-nodepool1-31415926-vmss000000';

export const podStaticOrUnmanaged: Scenario = {
  name: 'pod-static-or-unmanaged',
  title: 'A static pod',
  story:
    'A node runs the pod from a file of its own. The API server shows a mirror of it, which no label and no annotation can give an identity.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      {
        do: 'apply',
        objects: [
          {
            ...object('v1', 'Pod', { nodeName, containers: [{ name: 'app', image: 'registry.example/orders:1', env: vaultEnv }] }),
            metadata: { name: `orders-${nodeName}`, namespace: 'shop', annotations: { 'kubernetes.io/config.mirror': '0123456789abcdef', 'kubernetes.io/config.source': 'file' } },
          },
        ],
      },
    ],
  },
  azure: azure(),
  command: ['doctor', `pod/orders-${nodeName}`, '-n', 'shop'],
  expect: broken('pod-static-or-unmanaged'),
};
