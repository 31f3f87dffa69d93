import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthyCsiNodeIdentity: Scenario = {
  name: 'healthy-csi-node-identity',
  title: 'The node signs in, and it works',
  story:
    "The class uses the identity of the node, which is no workload identity and cannot be tried from here. The driver's own record shows that every pod has mounted.",
  cluster: csiCluster({ class: classWith({ clientID: undefined, useVMManagedIdentity: 'true' }) }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
