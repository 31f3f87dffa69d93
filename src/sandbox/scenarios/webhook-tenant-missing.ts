import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookTenantMissing: Scenario = {
  name: 'webhook-tenant-missing',
  title: 'A webhook without a tenant',
  story:
    'The chart was upgraded with values that name no tenant. The webhook does not start without one, and no labelled pod can be made.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'webhook', state: { ...webhook, tenantId: '', server: 'down' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-tenant-missing'), consequences: ['webhook-no-endpoints'] },
};
