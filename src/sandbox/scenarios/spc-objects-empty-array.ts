import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, failedMount } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectsEmptyArray: Scenario = {
  name: 'spc-objects-empty-array',
  title: 'An empty list',
  story:
    'The list has another name than array, so the provider finds nothing in it.',
  cluster: csiCluster({
    class: classWith({ objects: 'objects:\n  - |\n    objectName: db-password\n    objectType: secret\n' }),
    result: failedMount('failed to mount secrets store objects for pod NAMESPACE/POD, err: missing object versions'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-objects-empty-array'), consequences: ['spc-objects-empty-array'] },
};
