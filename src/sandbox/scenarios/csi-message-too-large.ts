import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, failedMount } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiMessageTooLarge: Scenario = {
  name: 'csi-message-too-large',
  title: 'More than a message holds',
  story:
    'The objects of the class are larger together than the four MiB that the driver takes from the provider at once.',
  cluster: csiCluster({ result: failedMount('failed to mount secrets store objects for pod NAMESPACE/POD, err: rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242880 vs. 4194304)') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-message-too-large'),
};
