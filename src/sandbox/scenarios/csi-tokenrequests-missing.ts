import type { Scenario } from '../scenario.ts';
import { csiCluster, csiDriver, csiNode, csiVault, fromProvider, helmDriver, helmProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiTokenrequestsMissing: Scenario = {
  name: 'csi-tokenrequests-missing',
  title: 'The driver gets no token of the pod',
  story:
    'The driver came from the upstream chart, which asks the kubelet for no tokens. Workload identity has nothing to sign in with.',
  cluster: csiCluster({
    installed: [csiDriver({ tokenRequests: [] }), csiNode('secrets-store.csi.k8s.io'), helmDriver, helmProvider],
    result: fromProvider('failed to build auth config for mode None: failed to parse workload identity tokens, error: service account tokens not found'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-tokenrequests-missing'), consequences: ['csi-tokenrequests-missing'] },
};
