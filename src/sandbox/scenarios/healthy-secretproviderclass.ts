import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, fine } from './shop.ts';

export const healthySecretproviderclass: Scenario = {
  name: 'healthy-secretproviderclass',
  title: 'A SecretProviderClass, through its pods',
  story:
    'The class is the target. It is looked at through every pod that mounts it, whoever made the pod.',
  cluster: csiCluster(),
  azure: azure({ vaults: [csiVault()] }),
  command: ['doctor', 'secretproviderclass/orders', '-n', 'shop'],
  expect: fine,
};
