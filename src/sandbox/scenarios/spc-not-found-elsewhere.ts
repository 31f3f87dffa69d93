import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, failedMount, secretClass } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcNotFoundElsewhere: Scenario = {
  name: 'spc-not-found-elsewhere',
  title: 'The class is in another namespace',
  story:
    'The class was created in the namespace default; a pod mounts those of its own.',
  cluster: csiCluster({
    class: secretClass({ namespace: 'default' }),
    result: failedMount('failed to get secretproviderclass shop/orders, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders" not found'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-not-found'), consequences: ['spc-not-found'] },
};
