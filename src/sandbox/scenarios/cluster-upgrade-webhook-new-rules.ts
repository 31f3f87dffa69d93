import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const clusterUpgradeWebhookNewRules: Scenario = {
  name: 'cluster-upgrade-webhook-new-rules',
  title: 'The cluster was upgraded',
  story:
    'The upgrade of the cluster brought a newer webhook. The pod that was moved to another node since has no identity, the other one still has.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'v0' } },
      { do: 'apply', objects: [namespace, { ...serviceAccount(), metadata: { ...serviceAccount().metadata, labels: useLabel } }] },
      { do: 'apply', objects: [deployment({ labels: {} }, { replicas: 1 })] },
      { do: 'webhook', state: webhook },
      { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { replicas: 2 } } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-upgrade-needs-pod-label'), consequences: ['webhook-upgrade-needs-pod-label'] },
};
