import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, dbPassword, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcObjectFormat: Scenario = {
  name: 'spc-object-format',
  title: 'A format that there is none of',
  story:
    'objectFormat says JKS.',
  cluster: csiCluster({
    class: classWith({ objects: listed({ ...dbPassword, objectFormat: 'JKS' }) }),
    result: aboutObject('invalid objectFormat: JKS, should be PEM or PFX'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-object-format'), consequences: ['spc-object-format'] },
};
