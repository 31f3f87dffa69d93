import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, tenantId, webhook } from './shop.ts';

export const healthyTenantAnnotation: Scenario = {
  name: 'healthy-tenant-annotation',
  title: 'The service account names its tenant',
  story:
    'The annotation tenant-id takes the place of the cluster\'s tenant; here it names the same one.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': tenantId })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
