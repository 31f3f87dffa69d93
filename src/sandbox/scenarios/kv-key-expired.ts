import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, listed } from './csi-shop.ts';
import { azure, doctorOrders, fine, principalId } from './shop.ts';

export const kvKeyExpired: Scenario = {
  name: 'kv-key-expired',
  title: 'A key past its expiry date',
  story:
    'The class lists a key, which was mounted and can be read; to sign or encrypt with it the vault refuses since it expired. The closest that is right is healthy-csi-types.',
  cluster: csiCluster({
    class: classWith({ objects: listed({ objectName: 'signing', objectType: 'key' }) }),
    result: { objects: [{ id: 'key/signing', version: 'a1' }] },
  }),
  azure: azure({ vaults: [csiVault({ roleAssignments: [{ principalId, role: 'Key Vault Crypto User' }], keys: { signing: { version: 'a1', expires: '2020-01-01T00:00:00Z' } } })] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['kv-key-expired'] },
};
