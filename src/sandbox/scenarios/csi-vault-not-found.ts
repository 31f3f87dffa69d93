import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiVaultNotFound: Scenario = {
  name: 'csi-vault-not-found',
  title: 'There is no vault of this name',
  story:
    'The name of the vault is misspelt in the class.',
  cluster: csiCluster({ class: classWith({ keyvaultName: 'kv-shopp' }), result: aboutObject('Get "https://kv-shopp.vault.azure.net/secrets/db-password/?api-version=7.4": dial tcp: lookup kv-shopp.vault.azure.net: no such host') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('kv-name-wrong'),
};
