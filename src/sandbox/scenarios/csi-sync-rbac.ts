import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, mounting, secretClass } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiSyncRbac: Scenario = {
  name: 'csi-sync-rbac',
  title: 'The driver may not make the Secret',
  story:
    'Syncing is not switched on, so the driver lacks the right. The event does not name it; the pods run.',
  cluster: {
    ...csiCluster(),
    steps: [
      ...csiCluster({
        class: secretClass({ spec: { secretObjects: [{ secretName: 'orders-db', type: 'Opaque', data: [{ key: 'password', objectName: 'db-password' }] }] } }),
      }).steps,
      mounting({ unsynced: 'timed out waiting for the condition' }),
    ],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['csi-sync-rbac'] },
};
