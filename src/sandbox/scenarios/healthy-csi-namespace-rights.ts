import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine, namespaceRights } from './shop.ts';

export const healthyCsiNamespaceRights: Scenario = {
  name: 'healthy-csi-namespace-rights',
  title: 'Without rights beyond the namespace',
  story:
    'Who runs the doctor may read nothing outside the namespace: driver and provider are not seen. Every pod has mounted, so they were there.',
  cluster: { ...csiCluster(), operator: { namespaceRules: { shop: namespaceRights } } },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
