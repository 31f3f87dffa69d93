import type { Scenario } from '../scenario.ts';
import { addOnProvider, csiCluster, csiDriver, csiNode, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiDriverMissing: Scenario = {
  name: 'csi-driver-missing',
  title: 'The driver is not on the node',
  story:
    'The DaemonSet of the driver went, so the kubelet of the node knows no such driver any more. New pods wait; the class and Azure are as they should be.',
  cluster: csiCluster({
    installed: [csiDriver(), csiNode('disk.csi.azure.com'), addOnProvider()],
    result: { refused: 'kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers' },
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-driver-missing'), consequences: ['csi-driver-missing'] },
};
