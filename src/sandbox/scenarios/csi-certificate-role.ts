import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault, listed } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiCertificateRole: Scenario = {
  name: 'csi-certificate-role',
  title: 'A role that reads no certificates',
  story:
    'The class lists a certificate, and the identity may read secrets only.',
  cluster: csiCluster({
    class: classWith({ objects: listed({ objectName: 'tls', objectType: 'cert' }) }),
    result: aboutObject('GET https://kv-shop.vault.azure.net/certificates/tls/\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden', { objectName: 'tls', objectType: 'cert' }),
  }),
  azure: azure({ vaults: [csiVault({ certificates: { tls: {} } })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-wrong-role'),
};
