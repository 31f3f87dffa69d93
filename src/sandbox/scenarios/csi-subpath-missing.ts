import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, csiVolume, mountingDeployment } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiSubpathMissing: Scenario = {
  name: 'csi-subpath-missing',
  title: 'A subPath with a slip in it',
  story:
    'The container mounts a file that the class does not list. The kubelet makes an empty directory of it and says nothing.',
  cluster: csiCluster({ workload: mountingDeployment(csiVolume(), { subPath: 'db-pasword' }) }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-subpath-missing'),
};
