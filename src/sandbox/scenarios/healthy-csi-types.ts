import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, dbPassword, listed, secretVersion } from './csi-shop.ts';
import { azure, doctorOrders, fine, principalId } from './shop.ts';

export const healthyCsiTypes: Scenario = {
  name: 'healthy-csi-types',
  title: 'A secret, a key and a certificate',
  story:
    'A class lists all three types, one with its version, one under another file name. Each was read at its own address, with the roles that each takes.',
  cluster: csiCluster({
    class: classWith({ objects: listed({ ...dbPassword, objectVersion: secretVersion }, { objectName: 'signing', objectType: 'key' }, { objectName: 'tls', objectType: 'cert', objectAlias: 'tls.crt' }) }),
    result: { objects: [{ id: 'secret/db-password', version: secretVersion }, { id: 'key/signing', version: 'a1' }, { id: 'cert/tls', version: 'b2' }] },
  }),
  azure: azure({
    vaults: [
      csiVault({
        roleAssignments: [
          { principalId, role: 'Key Vault Secrets User' },
          { principalId, role: 'Key Vault Crypto User' },
          { principalId, role: 'Key Vault Certificate User' },
        ],
        keys: { signing: { version: 'a1' } },
        certificates: { tls: { version: 'b2' } },
      }),
    ],
  }),
  command: doctorOrders,
  expect: fine,
};
