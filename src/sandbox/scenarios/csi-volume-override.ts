import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, csiVolume, mountingDeployment } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiVolumeOverride: Scenario = {
  name: 'csi-volume-override',
  title: 'The volume wins over the class',
  story:
    'The class names a vault that there is none of, and the volume of the pod the right one: what the provider takes is what is judged.',
  cluster: csiCluster({ class: classWith({ keyvaultName: 'kv-other' }), workload: mountingDeployment(csiVolume({ attributes: { secretProviderClass: 'orders', keyvaultName: 'kv-shop' } })) }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
