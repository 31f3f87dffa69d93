import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, tenantId, webhook } from './shop.ts';

export const webhookWrongCloudAnnotated: Scenario = {
  name: 'webhook-wrong-cloud-annotated',
  title: 'The webhook of another cloud, and an account that names its tenant',
  story:
    'Entra of that cloud does not know the tenant that the annotation names. The identity is in this very tenant, so that the annotation is right.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, environment: 'AzureUSGovernmentCloud' } },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': tenantId })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-wrong-cloud'),
};
