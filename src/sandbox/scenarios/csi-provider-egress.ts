import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders } from './shop.ts';

export const csiProviderEgress: Scenario = {
  name: 'csi-provider-egress',
  title: 'Azure does not answer the node',
  story:
    'Everything works from here, and the pods wait with the words of a provider that gets no answer: the way out of the node is to be looked at.',
  cluster: csiCluster({ result: { refused: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' } }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['csi-provider-egress'] },
};
