import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, dbPassword, fromProvider, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcDuplicateArrayKey: Scenario = {
  name: 'spc-duplicate-array-key',
  title: 'Two lists of objects',
  story:
    'Somebody added a second list instead of a second item.',
  cluster: csiCluster({ class: classWith({ objects: `${listed({ objectName: 'api-key', objectType: 'secret' })}${listed(dbPassword)}` }), result: fromProvider('failed to yaml unmarshal objects, error: yaml: unmarshal errors:\n  line 5: mapping key "array" already defined at line 1') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-duplicate-array-key'), consequences: ['spc-duplicate-array-key'] },
};
