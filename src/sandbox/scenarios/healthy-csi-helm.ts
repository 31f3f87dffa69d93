import type { Scenario } from '../scenario.ts';
import { csiCluster, csiDriver, csiNode, csiVault, helmDriver, helmProvider } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthyCsiHelm: Scenario = {
  name: 'healthy-csi-helm',
  title: 'The driver from its chart',
  story:
    'Driver and provider were installed by Helm, under other names and labels than the add-on has. They are known by what they run.',
  cluster: csiCluster({ installed: [csiDriver({ requiresRepublish: false }), csiNode('secrets-store.csi.k8s.io'), helmDriver, helmProvider] }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
