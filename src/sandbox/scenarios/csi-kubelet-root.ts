import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiKubeletRoot: Scenario = {
  name: 'csi-kubelet-root',
  title: 'A kubelet that lives elsewhere',
  story:
    'On this distribution the kubelet keeps its pods in another directory than the driver has mounted.',
  cluster: csiCluster({ result: fromProvider('failed to write file: no such file or directory') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-kubelet-root'),
};
