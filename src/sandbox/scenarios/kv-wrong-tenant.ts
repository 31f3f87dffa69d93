import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvWrongTenant: Scenario = {
  name: 'kv-wrong-tenant',
  title: 'The vault belongs to another tenant',
  story:
    'The subscription was moved; the vault still trusts the tenant from before.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ tenantId: '88888888-8888-4888-8888-888888888888' })] }),
  command: doctorOrders,
  expect: broken('kv-wrong-tenant'),
};
