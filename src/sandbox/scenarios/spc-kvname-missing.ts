import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcKvnameMissing: Scenario = {
  name: 'spc-kvname-missing',
  title: 'The vault is misspelt',
  story:
    'The class has keyVaultName, and the provider reads keyvaultName.',
  cluster: csiCluster({ class: classWith({ keyvaultName: undefined, keyVaultName: 'kv-shop' }), result: fromProvider('keyvaultName is not provided') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-kvname-missing'), consequences: ['spc-kvname-missing'] },
};
