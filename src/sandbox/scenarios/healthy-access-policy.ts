import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, principalId, steps, vault } from './shop.ts';

export const healthyAccessPolicy: Scenario = {
  name: 'healthy-access-policy',
  title: 'A vault with access policies',
  story:
    'The vault does not use Azure RBAC; a policy lets the identity get secrets.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [], accessPolicies: [{ objectId: principalId, secrets: ['get'] }] })] }),
  command: doctorOrders,
  expect: fine,
};
