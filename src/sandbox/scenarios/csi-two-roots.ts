import type { Scenario } from '../scenario.ts';
import { addOn, csiCluster, csiDriver, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity } from './shop.ts';

export const csiTwoRoots: Scenario = {
  name: 'csi-two-roots',
  title: "Two independent faults of the driver's chain",
  story:
    'tokenRequests is missing, and the identity has no credential. The event shows only the first.',
  cluster: csiCluster({
    installed: [csiDriver({ tokenRequests: [] }), ...addOn.slice(1)],
    result: fromProvider('failed to build auth config for mode None: failed to parse workload identity tokens, error: service account tokens not found'),
  }),
  azure: azure({ identities: [identity([])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-none', 'csi-tokenrequests-missing'), consequences: ['fic-none', 'csi-tokenrequests-missing'] },
};
