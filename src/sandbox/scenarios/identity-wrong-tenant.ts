import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity, issuer, otherTenantId, steps, vault } from './shop.ts';

const elsewhere = { subscriptionId: '89898989-8989-4989-8989-898989898989', tenantId: otherTenantId };

export const identityWrongTenant: Scenario = {
  name: 'identity-wrong-tenant',
  title: 'The identity lives in another tenant than the cluster',
  story:
    'The webhook injects the tenant of the cluster; nobody told it about the identity\'s.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity(undefined, elsewhere)], vaults: [vault(), vault({ name: 'kv-elsewhere', ...elsewhere })] }),
  command: doctorOrders,
  expect: { ...broken('identity-wrong-tenant'), consequences: ['identity-wrong-tenant'] },
};
