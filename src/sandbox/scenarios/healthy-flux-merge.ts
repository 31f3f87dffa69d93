import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, fine, issuer, namespace, webhook } from './shop.ts';

export const healthyFluxMerge: Scenario = {
  name: 'healthy-flux-merge',
  title: 'An annotation that Flux leaves alone',
  story:
    'Flux keeps the service account, and is told to merge what others write into it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop', labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' }, annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' } } }] },
      { do: 'patch', kind: 'ServiceAccount', namespace: 'shop', name: 'orders', patch: { metadata: { annotations: { 'azure.workload.identity/client-id': clientId } } } },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
