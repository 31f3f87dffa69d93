import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectsMissing: Scenario = {
  name: 'spc-objects-missing',
  title: 'No objects',
  story:
    'The class has no parameter objects.',
  cluster: csiCluster({ class: classWith({ objects: undefined }), result: fromProvider('objects is not set') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-objects-missing'), consequences: ['spc-objects-missing'] },
};
