import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure } from './shop.ts';

export const secretproviderclassUnmounted: Scenario = {
  name: 'secretproviderclass-unmounted',
  title: 'A class that no pod mounts',
  story:
    "What the class says can be judged; whose token the driver would be given is the pod's to say, so nothing was exchanged.",
  cluster: { ...csiCluster(), steps: csiCluster().steps.slice(0, 2) },
  azure: azure({ vaults: [csiVault()] }),
  command: ['doctor', 'secretproviderclass/orders', '-n', 'shop'],
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [] },
};
