import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcKvnameUrl: Scenario = {
  name: 'spc-kvname-url',
  title: 'An address instead of a name',
  story:
    'The class has the address of the vault where its bare name belongs.',
  cluster: csiCluster({
    class: classWith({ keyvaultName: 'https://kv-shop.vault.azure.net/' }),
    result: fromProvider('failed to get vault: Invalid vault name: "https://kv-shop.vault.azure.net/", must be between 3 and 24 chars'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-kvname-url'), consequences: ['spc-kvname-url'] },
};
