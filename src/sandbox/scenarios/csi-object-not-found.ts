import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, dbPassword, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiObjectNotFound: Scenario = {
  name: 'csi-object-not-found',
  title: 'One object of two is not there',
  story:
    'The whole mount fails with the text of the one that is missing.',
  cluster: csiCluster({
    class: classWith({ objects: listed(dbPassword, { objectName: 'db-pasword', objectType: 'secret' }) }),
    result: aboutObject('GET https://kv-shop.vault.azure.net/secrets/db-pasword/\nRESPONSE 404: 404 Not Found\nERROR CODE: SecretNotFound', { objectName: 'db-pasword', objectType: 'secret' }),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('kv-secret-not-found'),
};
