import type { Scenario } from '../scenario.ts';
import { addOnDriver, addOnProvider, csiCluster, csiDriver, csiNode, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiProviderMissing: Scenario = {
  name: 'csi-provider-missing',
  title: 'The provider is not on the node',
  story:
    'The pods of the provider run on other nodes only. For two minutes a new pod shows no event at all.',
  cluster: csiCluster({
    installed: [csiDriver(), csiNode('secrets-store.csi.k8s.io'), addOnDriver(), addOnProvider({ 'kubernetes.io/os': 'windows' })],
    result: { refused: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' },
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-provider-missing'), consequences: ['csi-provider-missing'] },
};
