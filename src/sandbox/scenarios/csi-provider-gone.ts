import type { Scenario } from '../scenario.ts';
import { addOnDriver, csiCluster, csiDriver, csiNode, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiProviderGone: Scenario = {
  name: 'csi-provider-gone',
  title: 'The provider went, and nobody noticed',
  story:
    'The pods mounted long ago and run well; the provider was taken away since. Nothing is renewed, and the next pod will wait.',
  cluster: csiCluster({ installed: [csiDriver(), csiNode('secrets-store.csi.k8s.io'), addOnDriver()] }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-provider-missing'),
};
