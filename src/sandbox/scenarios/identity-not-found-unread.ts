import type { Scenario } from '../scenario.ts';
import { identityWrongTenant } from './identity-wrong-tenant.ts';
import { doctorOrders } from './shop.ts';

export const identityNotFoundUnread: Scenario = {
  name: 'identity-not-found-unread',
  title: 'An identity of another tenant, and nobody may look',
  story:
    'Entra knows no such client id in the tenant. An identity that is gone, one of another tenant and an object id in its place look the same to who is not signed in to Azure.',
  cluster: identityWrongTenant.cluster,
  azure: { ...identityWrongTenant.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['identity-not-found', 'identity-wrong-tenant', 'sa-client-id-is-object-id'], gaps: ['doctor-rbac-partial'] },
};
