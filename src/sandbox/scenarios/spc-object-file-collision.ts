import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, dbPassword, listed, secretVersion } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const spcObjectFileCollision: Scenario = {
  name: 'spc-object-file-collision',
  title: 'Two objects, one file',
  story:
    'A secret and a certificate of one name are written to one file, and the last one wins. Nothing fails, so it is a warning.',
  cluster: csiCluster({
    class: classWith({ objects: listed(dbPassword, { objectName: 'other', objectType: 'secret', objectAlias: 'db-password' }) }),
    result: { objects: [{ id: 'secret/db-password', version: secretVersion }, { id: 'secret/other', version: 'c3' }] },
  }),
  azure: azure({ vaults: [csiVault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', version: secretVersion }, other: { value: 'canary-value-of-other', version: 'c3' } } })] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['spc-object-file-collision'] },
};
