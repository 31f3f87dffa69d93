import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiImageMissing: Scenario = {
  name: 'csi-image-missing',
  title: 'Pods that are pending for another reason',
  story:
    'The pods have mounted, and wait for their image. That is no fault of the mount.',
  cluster: { ...csiCluster(), steps: [...csiCluster().steps.slice(0, 2), { do: 'pods', become: 'pending' }, ...csiCluster().steps.slice(2)] },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
