import type { Scenario } from '../scenario.ts';
import { podLabelMissing } from './pod-label-missing.ts';
import { azure, broken, doctorOrders, identity, otherTenantId, vault } from './shop.ts';

export const twoLabelAndTenant: Scenario = {
  name: 'two-label-and-tenant',
  title: 'No label, and an identity in another tenant',
  story:
    'The pods lack the label. The webhook would tell them the tenant of the cluster, and the identity lives in another.',
  cluster: podLabelMissing.cluster,
  azure: azure({ identities: [identity(undefined, { tenantId: otherTenantId, subscriptionId: '89898989-8989-4989-8989-898989898989' })], vaults: [vault(), vault({ name: 'kv-elsewhere', tenantId: otherTenantId, subscriptionId: '89898989-8989-4989-8989-898989898989' })] }),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing', 'identity-wrong-tenant'), consequences: ['pod-label-missing', 'identity-wrong-tenant'] },
};
