import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiObjectDisabled: Scenario = {
  name: 'csi-object-disabled',
  title: 'The secret is disabled',
  story:
    'The version that the class wants is disabled.',
  cluster: csiCluster({ result: aboutObject('GET https://kv-shop.vault.azure.net/secrets/db-password/\nRESPONSE 403: 403 Forbidden\n"innererror": {"code": "SecretDisabled"}') }),
  azure: azure({ vaults: [csiVault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', enabled: false } } })] }),
  command: doctorOrders,
  expect: broken('kv-secret-disabled'),
};
