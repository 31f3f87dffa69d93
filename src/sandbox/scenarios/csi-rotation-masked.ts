import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiRotationMasked: Scenario = {
  name: 'csi-rotation-masked',
  title: 'The renewal fails in silence',
  story:
    'Rotation is on, and the pods still have an old version: the driver hides the error of a renewal.',
  cluster: csiCluster({ result: { objects: [{ id: 'secret/db-password', version: 'fedcba9876543210fedcba9876543210' }] } }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['csi-rotation-masked'] },
};
