import type { Scenario } from '../scenario.ts';
import { csiObjectNotFound } from './csi-object-not-found.ts';
import { csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiTwoObjects: Scenario = {
  name: 'csi-two-objects',
  title: 'One object is disabled, another is not there',
  story:
    'The event shows what the mount met first. Both objects are read, and both are named.',
  cluster: csiObjectNotFound.cluster,
  azure: azure({ vaults: [csiVault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', enabled: false } } })] }),
  command: doctorOrders,
  expect: broken('kv-secret-disabled', 'kv-secret-not-found'),
};
