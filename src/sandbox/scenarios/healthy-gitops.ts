import type { KubernetesObject, Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

const kept: KubernetesObject = { ...deployment(), metadata: { name: 'orders', namespace: 'shop', annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/orders' } } };

export const healthyGitops: Scenario = {
  name: 'healthy-gitops',
  title: 'The label is in Git',
  story:
    'Argo CD keeps the Deployment, with the label as its source has it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), kept] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
