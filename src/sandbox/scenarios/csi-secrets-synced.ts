import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, secretClass } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiSecretsSynced: Scenario = {
  name: 'csi-secrets-synced',
  title: 'A Secret beside the files',
  story:
    'secretObjects names a file that is mounted, and the driver may make the Secret.',
  cluster: csiCluster({
    class: secretClass({ spec: { secretObjects: [{ secretName: 'orders-db', type: 'Opaque', data: [{ key: 'password', objectName: 'db-password' }] }] } }),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
