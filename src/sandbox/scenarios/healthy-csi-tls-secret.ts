import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, listed, parameters, secretClass, secretVersion } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthyCsiTlsSecret: Scenario = {
  name: 'healthy-csi-tls-secret',
  title: 'A TLS Secret of certificate and key',
  story:
    'The certificate is listed as secret, which brings its key; the Secret is made of both.',
  cluster: csiCluster({ class: secretClass({ parameters: { ...parameters, objects: listed({ objectName: 'orders-tls', objectType: 'secret' }) }, spec: { secretObjects: [{ secretName: 'orders-tls', type: 'kubernetes.io/tls', data: [{ key: 'tls.key', objectName: 'orders-tls' }, { key: 'tls.crt', objectName: 'orders-tls' }] }] } }), result: { objects: [{ id: 'secret/orders-tls', version: secretVersion }] } }),
  azure: azure({ vaults: [csiVault({ secrets: { 'orders-tls': { value: 'canary-value-of-orders-tls', version: secretVersion } } })] }),
  command: doctorOrders,
  expect: fine,
};
