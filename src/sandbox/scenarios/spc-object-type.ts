import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectType: Scenario = {
  name: 'spc-object-type',
  title: 'A type that there is none of',
  story:
    'objectType says secrets, and the provider knows secret.',
  cluster: csiCluster({
    class: classWith({ objects: listed({ objectName: 'db-password', objectType: 'secrets' }) }),
    result: aboutObject('Invalid vaultObjectTypes. Should be secret, key, or cert', { objectName: 'db-password', objectType: 'secrets' }),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-object-type'), consequences: ['spc-object-type'] },
};
