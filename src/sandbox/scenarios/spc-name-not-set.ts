import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, csiVolume, failedMount, mounting, mountingDeployment } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcNameNotSet: Scenario = {
  name: 'spc-name-not-set',
  title: 'The volume names no class',
  story:
    'The attribute is misspelt, so the driver finds no name.',
  cluster: {
    ...csiCluster({ workload: mountingDeployment(csiVolume({ attributes: { secretproviderclass: 'orders' } })), result: failedMount('secretProviderClass is not set') }),
    steps: [...csiCluster({ workload: mountingDeployment(csiVolume({ attributes: { secretproviderclass: 'orders' } })), result: failedMount('secretProviderClass is not set') }).steps.slice(0, -1), mounting(failedMount('secretProviderClass is not set'), '')],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-name-not-set'), consequences: ['spc-name-not-set'] },
};
