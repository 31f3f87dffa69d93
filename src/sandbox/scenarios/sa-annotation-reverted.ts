import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, fine, issuer, namespace, webhook } from './shop.ts';

export const saAnnotationReverted: Scenario = {
  name: 'sa-annotation-reverted',
  title: 'An annotation that Git does not know',
  story:
    'Flux keeps the service account as it is in Git. Somebody annotated it with kubectl: that works until the next run of Flux.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop', labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' } } }] },
      { do: 'patch', kind: 'ServiceAccount', namespace: 'shop', name: 'orders', patch: { metadata: { annotations: { 'azure.workload.identity/client-id': clientId } } } },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['sa-annotation-reverted'] },
};
