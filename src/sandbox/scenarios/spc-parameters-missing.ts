import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, failedMount, secretClass } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcParametersMissing: Scenario = {
  name: 'spc-parameters-missing',
  title: 'The parameters stand at the wrong place',
  story:
    'spec.parameters is empty, as after a broken indentation.',
  cluster: csiCluster({ class: secretClass({ parameters: {} }), result: failedMount('parameters not set in shop/orders') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-parameters-missing'), consequences: ['spc-parameters-missing'] },
};
