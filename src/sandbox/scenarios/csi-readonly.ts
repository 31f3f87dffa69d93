import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, csiVolume, mountingDeployment } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiReadonly: Scenario = {
  name: 'csi-readonly',
  title: 'The volume could be written to',
  story:
    "readOnly stands at the container's mount, where the driver does not look.",
  cluster: csiCluster({ workload: mountingDeployment(csiVolume({ readOnly: false })), result: { refused: 'rpc error: code = InvalidArgument desc = Readonly is not true in request' } }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-readonly'), consequences: ['csi-readonly'] },
};
