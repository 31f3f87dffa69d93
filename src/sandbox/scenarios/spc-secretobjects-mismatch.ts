import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, dbPassword, listed, parameters, secretClass } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcSecretobjectsMismatch: Scenario = {
  name: 'spc-secretobjects-mismatch',
  title: 'A Secret of a file that is not there',
  story:
    'The object has an alias, and secretObjects still names it by its name.',
  cluster: csiCluster({
    class: secretClass({
      parameters: { ...parameters, objects: listed({ ...dbPassword, objectAlias: 'password' }) },
      spec: { secretObjects: [{ secretName: 'orders-db', type: 'Opaque', data: [{ key: 'password', objectName: 'db-password' }] }] },
    }),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('spc-secretobjects-mismatch'),
};
