import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiMountedEmpty: Scenario = {
  name: 'csi-mounted-empty',
  title: 'A pod runs with an empty directory',
  story:
    'The driver was restarted during the first mount. The pods run, and the driver has no record of what it mounted.',
  cluster: { ...csiCluster(), steps: csiCluster().steps.slice(0, -1) },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-mounted-empty'),
};
