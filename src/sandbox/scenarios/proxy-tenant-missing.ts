import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const proxyTenantMissing: Scenario = {
  name: 'proxy-tenant-missing',
  title: 'The proxy has no tenant',
  story:
    'The annotation of the tenant is there and empty, and takes the place of the tenant of the cluster. The proxy ends at once without one.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': '' })] },
      { do: 'apply', objects: [deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('sa-tenant-empty'), consequences: ['proxy-tenant-missing'] },
};
