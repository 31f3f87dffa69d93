import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, csiVolume, failedMount, mounting, mountingDeployment } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcNotFound: Scenario = {
  name: 'spc-not-found',
  title: 'The class has another name',
  story:
    'The pod names orders-kv, the class is called orders.',
  cluster: {
    ...csiCluster(),
    steps: [
      ...csiCluster({ workload: mountingDeployment(csiVolume({ attributes: { secretProviderClass: 'orders-kv' } })), result: failedMount('') }).steps.slice(0, -1),
      mounting(failedMount('failed to get secretproviderclass shop/orders-kv, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders-kv" not found'), 'orders-kv'),
    ],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-not-found'), consequences: ['spc-not-found'] },
};
