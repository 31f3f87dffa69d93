import type { Scenario } from '../scenario.ts';
import { addOnDriver, addOnProvider, csiCluster, csiDriver, csiNode, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiRotationOff: Scenario = {
  name: 'csi-rotation-off',
  title: 'The secret was renewed, the files were not',
  story:
    'Rotation is off, so the pods keep the version of their first mount.',
  cluster: csiCluster({ installed: [csiDriver(), csiNode('secrets-store.csi.k8s.io'), addOnDriver(false), addOnProvider()], result: { objects: [{ id: 'secret/db-password', version: 'fedcba9876543210fedcba9876543210' }] } }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['csi-rotation-off'] },
};
