import type { Scenario } from '../scenario.ts';
import { addOnDriver, csiCluster, csiDriver, csiNode, csiVault, fromProvider, oldProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiProviderTooOld: Scenario = {
  name: 'csi-provider-too-old',
  title: 'A provider from before federation',
  story:
    'The class is right, and the provider of 2021 passes over what it does not know.',
  cluster: csiCluster({ installed: [csiDriver(), csiNode('secrets-store.csi.k8s.io'), addOnDriver(), oldProvider], result: fromProvider('failed to create auth config, error: failed to get credentials, nodePublishSecretRef secret is not set') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-provider-too-old'), consequences: ['csi-provider-too-old'] },
};
