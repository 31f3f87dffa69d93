import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saTenantWrong: Scenario = {
  name: 'sa-tenant-wrong',
  title: 'The service account names the wrong tenant',
  story:
    'The annotation tenant-id is of a tenant where the identity does not live.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': '88888888-8888-4888-8888-888888888888' })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('sa-tenant-wrong'), consequences: ['sa-tenant-wrong'] },
};
