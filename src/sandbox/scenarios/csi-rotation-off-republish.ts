import type { Scenario } from '../scenario.ts';
import { addOn, csiCluster, csiDriver, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiRotationOffRepublish: Scenario = {
  name: 'csi-rotation-off-republish',
  title: 'Rotation without the kubelet',
  story:
    'The driver rotates, but from 1.6 on only where the kubelet asks again, which the CSIDriver object forbids.',
  cluster: csiCluster({ installed: [csiDriver({ requiresRepublish: false }), ...addOn.slice(1)], result: { objects: [{ id: 'secret/db-password', version: 'fedcba9876543210fedcba9876543210' }] } }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['csi-rotation-off'] },
};
