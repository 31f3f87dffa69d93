import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiRoleMissing: Scenario = {
  name: 'csi-role-missing',
  title: 'The identity has no role on the vault',
  story:
    'Entra gives the token, and the vault refuses the secret.',
  cluster: csiCluster({ result: aboutObject('GET https://kv-shop.vault.azure.net/secrets/db-password/\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden\n"innererror": {"code": "ForbiddenByRbac"}') }),
  azure: azure({ vaults: [csiVault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-missing'),
};
