import type { Scenario } from '../scenario.ts';
import { aboutObject, classWith, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcPodIdentityTrue: Scenario = {
  name: 'spc-pod-identity-true',
  title: 'Pod identity was left on',
  story:
    'The class still asks for aad-pod-identity, whose daemon is gone.',
  cluster: csiCluster({
    class: classWith({ usePodIdentity: 'true' }),
    result: aboutObject('Get "http://localhost:2579/host/token/?resource=https://vault.azure.net": dial tcp 127.0.0.1:2579: connect: connection refused'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-pod-identity-true'), consequences: ['spc-pod-identity-true'] },
};
