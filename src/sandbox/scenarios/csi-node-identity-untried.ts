import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, failedMount, mountingDeployment } from './csi-shop.ts';
import { azure, doctorOrders, issuer } from './shop.ts';

export const csiNodeIdentityUntried: Scenario = {
  name: 'csi-node-identity-untried',
  title: 'The node signs in, and nobody can tell',
  story:
    'The class uses the identity of the node, and no pod has mounted yet. This is no workload identity: the doctor says that it was not tried, instead of ok.',
  cluster: {
    issuer,
    steps: [...csiCluster({ class: classWith({ clientID: undefined, useVMManagedIdentity: 'true' }), result: failedMount('') }).steps.slice(0, -2), { do: 'apply', objects: [{ ...mountingDeployment(), spec: { ...(mountingDeployment()['spec'] as Readonly<Record<string, unknown>>), replicas: 0 } }] }],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [] },
};
