import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, csiVolume, mountingDeployment } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiRotationSubpath: Scenario = {
  name: 'csi-rotation-subpath',
  title: 'One file by subPath',
  story:
    'A container mounts a single file, which is never renewed.',
  cluster: csiCluster({ workload: mountingDeployment(csiVolume(), { subPath: 'db-password' }) }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['csi-rotation-subpath'] },
};
