import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, tenantId } from './shop.ts';

export const secretproviderclassBroken: Scenario = {
  name: 'secretproviderclass-broken',
  title: 'A class that its pods cannot mount',
  story:
    'The class is the target, and the fault is in it.',
  cluster: csiCluster({ class: classWith({ tenantID: undefined, tenantid: tenantId }), result: fromProvider('tenantId is not provided') }),
  azure: azure({ vaults: [csiVault()] }),
  command: ['doctor', 'secretproviderclass/orders', '-n', 'shop'],
  expect: { ...broken('spc-tenant-missing'), consequences: ['spc-tenant-missing'] },
};
