import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectsMalformed: Scenario = {
  name: 'spc-objects-malformed',
  title: 'A list of maps',
  story:
    'The items of the list are maps, and the provider wants texts. The API server does not mind.',
  cluster: csiCluster({
    class: classWith({ objects: 'array:\n  - objectName: db-password\n    objectType: secret\n' }),
    result: fromProvider('failed to yaml unmarshal objects, error: yaml: unmarshal errors:\n  line 2: cannot unmarshal !!map into string'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-objects-malformed'), consequences: ['spc-objects-malformed'] },
};
