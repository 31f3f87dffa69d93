import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, dbPassword, listed, parameters, secretClass, secretVersion } from './csi-shop.ts';
import { azure, broken, doctorOrders, principalId } from './shop.ts';

export const spcCertAsCertNoKey: Scenario = {
  name: 'spc-cert-as-cert-no-key',
  title: 'A certificate without its key',
  story:
    'The TLS Secret takes its private key from an object that is listed as cert, which comes without one.',
  cluster: csiCluster({ class: secretClass({ parameters: { ...parameters, objects: listed(dbPassword, { objectName: 'orders-tls', objectType: 'cert' }) }, spec: { secretObjects: [{ secretName: 'orders-tls', type: 'kubernetes.io/tls', data: [{ key: 'tls.key', objectName: 'orders-tls' }, { key: 'tls.crt', objectName: 'orders-tls' }] }] } }), result: { objects: [{ id: 'secret/db-password', version: secretVersion }, { id: 'cert/orders-tls', version: secretVersion }] } }),
  azure: azure({ vaults: [csiVault({ certificates: { 'orders-tls': { version: secretVersion } }, roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }, { principalId, role: 'Key Vault Certificate User' }] })] }),
  command: doctorOrders,
  expect: broken('spc-cert-as-cert-no-key'),
};
