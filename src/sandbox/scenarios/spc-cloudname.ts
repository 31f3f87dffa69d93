import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcCloudname: Scenario = {
  name: 'spc-cloudname',
  title: 'A cloud that there is none of',
  story:
    'The class names a cloud that was closed.',
  cluster: csiCluster({
    class: classWith({ cloudName: 'AzureGermany' }),
    result: fromProvider('cloudName AzureGermany is not valid, error: autorest/azure: There is no cloud environment matching the name "AZUREGERMANY"'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-cloudname'), consequences: ['spc-cloudname'] },
};
