import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders, tenantId } from './shop.ts';

export const spcTenantMissing: Scenario = {
  name: 'spc-tenant-missing',
  title: 'The tenant is misspelt',
  story:
    'The class has tenantid, which the provider does not read.',
  cluster: csiCluster({ class: classWith({ tenantID: undefined, tenantid: tenantId }), result: fromProvider('tenantId is not provided') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-tenant-missing'), consequences: ['spc-tenant-missing'] },
};
