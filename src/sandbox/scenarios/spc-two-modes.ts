import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcTwoModes: Scenario = {
  name: 'spc-two-modes',
  title: 'Two ways of signing in at once',
  story:
    'An upgrade of the provider brings to light that the class turns on two modes.',
  cluster: csiCluster({
    class: classWith({ usePodIdentity: 'true', useVMManagedIdentity: 'true' }),
    result: fromProvider('only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-two-modes'), consequences: ['spc-two-modes'] },
};
