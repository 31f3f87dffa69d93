import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthyCsi: Scenario = {
  name: 'healthy-csi',
  title: 'The secrets store driver reads the vault',
  story:
    "The pods carry no label, and the account no annotation: the driver on the node signs in with the token of the pod's account, for the client id of the SecretProviderClass. Every object in its list was read.",
  cluster: csiCluster(),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
