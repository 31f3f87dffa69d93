import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders, otherTenantId } from './shop.ts';

export const spcTenantWrong: Scenario = {
  name: 'spc-tenant-wrong',
  title: 'The tenant is another one',
  story:
    'The class names a tenant in which the identity is not.',
  cluster: csiCluster({
    class: classWith({ tenantID: otherTenantId }),
    result: aboutObject('ClientAssertionCredential authentication failed. \nGET https://login.microsoftonline.com/x/v2.0/.well-known/openid-configuration\n"error_description": "AADSTS90002: Tenant not found."'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-tenant-wrong'), consequences: ['spc-tenant-wrong'] },
};
