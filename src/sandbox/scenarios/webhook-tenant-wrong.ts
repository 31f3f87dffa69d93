import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, otherTenantId, serviceAccount, vault, webhook } from './shop.ts';

export const webhookTenantWrong: Scenario = {
  name: 'webhook-tenant-wrong',
  title: 'The webhook was installed with the wrong tenant',
  story:
    'The values of the chart name the tenant of another cluster. Cluster and identity are of the same tenant, and every pod is told to sign in to another one.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, tenantId: otherTenantId } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure({ vaults: [vault(), vault({ name: 'kv-elsewhere', subscriptionId: '89898989-8989-4989-8989-898989898989', tenantId: otherTenantId })] }),
  command: doctorOrders,
  expect: { ...broken('webhook-tenant-wrong'), consequences: ['webhook-tenant-wrong'] },
};
