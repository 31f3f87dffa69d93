import type { Scenario } from '../scenario.ts';
import { addOn, csiCluster, csiVault, helmDriver } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiDuplicateInstall: Scenario = {
  name: 'csi-duplicate-install',
  title: 'The driver twice on one node',
  story:
    'Somebody installed the chart beside the add-on of AKS. It works by chance, so it is a warning.',
  cluster: csiCluster({ installed: [...addOn, { ...helmDriver, metadata: { ...helmDriver.metadata, name: 'secrets-store-csi-driver' }, spec: JSON.parse(JSON.stringify(helmDriver['spec']).replaceAll('secrets-store-csi-driver', 'csi-secrets-store')) as unknown }] }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['csi-duplicate-install'] },
};
