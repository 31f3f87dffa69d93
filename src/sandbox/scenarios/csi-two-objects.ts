import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, dbPassword, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiTwoObjects: Scenario = {
  name: 'csi-two-objects',
  title: 'One object is disabled, another is not there',
  story:
    'The event shows what the mount met first. Both objects are read, and both are named.',
  cluster: csiCluster({
    class: classWith({ objects: listed(dbPassword, { objectName: 'db-pasword', objectType: 'secret' }) }),
    result: aboutObject('GET https://kv-shop.vault.azure.net/secrets/db-pasword/\nRESPONSE 404: 404 Not Found\nERROR CODE: SecretNotFound', { objectName: 'db-pasword', objectType: 'secret' }),
  }),
  azure: azure({ vaults: [csiVault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', enabled: false } } })] }),
  command: doctorOrders,
  expect: broken('kv-secret-disabled', 'kv-secret-not-found'),
};
