import type { KubernetesObject, Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

const kept: KubernetesObject = { ...deployment({ labels: {} }), metadata: { name: 'orders', namespace: 'shop', annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/orders' } } };

export const gitopsDriftLabel: Scenario = {
  name: 'gitops-drift-label',
  title: 'The label is not in Git',
  story:
    'Argo CD keeps the Deployment, and somebody labelled its template by hand. It works until the next synchronisation.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), kept] },
      { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { template: { metadata: { labels: useLabel } } } } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['gitops-drift-label'] },
};
