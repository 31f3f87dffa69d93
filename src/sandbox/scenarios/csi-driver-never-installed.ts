import type { Scenario } from '../scenario.ts';
import { csiCluster, csiNode, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiDriverNeverInstalled: Scenario = {
  name: 'csi-driver-never-installed',
  title: 'The driver was never installed',
  story:
    'There is no CSIDriver object: the add-on is off.',
  cluster: csiCluster({
    installed: [csiNode('disk.csi.azure.com')],
    result: { refused: 'kubernetes.io/csi: mounter.SetupAt failed to check volume lifecycle mode: volume mode "Ephemeral" not supported by driver secrets-store.csi.k8s.io (no CSIDriver object)' },
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-driver-missing', 'csi-provider-missing'), consequences: ['csi-driver-missing'] },
};
