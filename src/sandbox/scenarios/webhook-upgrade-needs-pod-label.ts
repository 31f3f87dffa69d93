import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const webhookUpgradeNeedsPodLabel: Scenario = {
  name: 'webhook-upgrade-needs-pod-label',
  title: 'The webhook was upgraded',
  story:
    'The old webhook injected pods by the label of their service account. The new one wants it on the pods: the pod that was added since has nothing.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'v0' } },
      { do: 'apply', objects: [namespace, { ...serviceAccount(), metadata: { ...serviceAccount().metadata, labels: useLabel } }] },
      { do: 'apply', objects: [deployment({ labels: {} })] },
      { do: 'webhook', state: webhook },
      { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { replicas: 3 } } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-upgrade-needs-pod-label'), consequences: ['webhook-upgrade-needs-pod-label'] },
};
