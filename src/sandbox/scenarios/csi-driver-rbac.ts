import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, failedMount } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiDriverRbac: Scenario = {
  name: 'csi-driver-rbac',
  title: 'A driver without rights',
  story:
    'The driver was installed into another namespace than its ClusterRoleBinding names, so it may not read the class.',
  cluster: csiCluster({ result: failedMount('failed to get secretproviderclass shop/orders, error: secretproviderclasses.secrets-store.csi.x-k8s.io "orders" is forbidden: User "system:serviceaccount:secrets:secrets-store-csi-driver" cannot get resource "secretproviderclasses" in API group "secrets-store.csi.x-k8s.io" in the namespace "shop"') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-driver-rbac'),
};
