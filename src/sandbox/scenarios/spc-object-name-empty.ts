import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectNameEmpty: Scenario = {
  name: 'spc-object-name-empty',
  title: 'An object without a name',
  story:
    'The field is called name, and the provider reads objectName.',
  cluster: csiCluster({ class: classWith({ objects: listed({ name: 'db-password', objectType: 'secret' }) }), result: aboutObject('file name must not be empty', { objectName: '', objectType: 'secret' }) }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-object-name-empty'), consequences: ['spc-object-name-empty'] },
};
