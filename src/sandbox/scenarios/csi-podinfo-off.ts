import type { Scenario } from '../scenario.ts';
import { addOn, csiCluster, csiDriver, csiVault, failedMount } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiPodinfoOff: Scenario = {
  name: 'csi-podinfo-off',
  title: 'The driver is not told the pod',
  story:
    'podInfoOnMount was taken out of the CSIDriver object. The event says that the class is not found, in no namespace; it is there.',
  cluster: csiCluster({
    installed: [csiDriver({ podInfoOnMount: false }), ...addOn.slice(1)],
    result: failedMount('failed to get secretproviderclass /orders, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders" not found'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-podinfo-off'), consequences: ['csi-podinfo-off'] },
};
