import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders, fine, serviceAccount } from './shop.ts';

export const healthyCsiAnnotated: Scenario = {
  name: 'healthy-csi-annotated',
  title: 'An annotation that the driver does not need',
  story:
    'The service account has the annotation of the webhook, and the pod only a volume of the driver: no label is missing.',
  cluster: csiCluster({ account: serviceAccount() }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
