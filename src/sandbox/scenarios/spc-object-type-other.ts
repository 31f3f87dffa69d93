import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectTypeOther: Scenario = {
  name: 'spc-object-type-other',
  title: 'A secret that is listed as a key',
  story:
    'The vault refuses the key: the role reads secrets. The name is there, as a secret.',
  cluster: csiCluster({
    class: classWith({ objects: listed({ objectName: 'db-password', objectType: 'key' }) }),
    result: aboutObject('GET https://kv-shop.vault.azure.net/keys/db-password/\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden', { objectName: 'db-password', objectType: 'key' }),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('spc-object-type'),
};
