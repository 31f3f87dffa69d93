import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, otherTenantId, serviceAccount, webhook } from './shop.ts';

export const podStaleTenantOrAuthority: Scenario = {
  name: 'pod-stale-tenant-or-authority',
  title: 'The tenant was corrected, the pods were not',
  story:
    'The annotation named another tenant when the pods were made. It is right now, and the pods still sign in where the identity is not.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': otherTenantId })] },
      { do: 'apply', objects: [deployment()] },
      { do: 'apply', objects: [serviceAccount()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-stale-tenant-or-authority'), consequences: ['identity-not-found', 'identity-wrong-tenant'] },
};
