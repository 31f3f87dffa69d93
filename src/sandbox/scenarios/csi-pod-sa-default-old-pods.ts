import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, mountingDeployment } from './csi-shop.ts';
import { csiPodSaDefault } from './csi-pod-sa-default.ts';
import { azure, doctorOrders } from './shop.ts';

export const csiPodSaDefaultOldPods: Scenario = {
  name: 'csi-pod-sa-default-old-pods',
  title: 'The template names the account, and old pods do not',
  story: 'serviceAccountName was added to the template, and the rollout is under way: what there is to do is to wait for it.',
  cluster: { ...csiCluster(), steps: [...csiPodSaDefault.cluster.steps, { do: 'apply', objects: [mountingDeployment()] }] },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], warnings: ['csi-pod-sa-default'], undecided: ['csi-provider-egress'] },
};
