import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saTenantEmpty: Scenario = {
  name: 'sa-tenant-empty',
  title: 'The service account names an empty tenant',
  story:
    'A chart rendered the annotation with nothing in it, and that replaces the cluster\'s tenant.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': '' })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('sa-tenant-empty'),
};
