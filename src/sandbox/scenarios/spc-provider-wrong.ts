import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, failedMount, secretClass } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcProviderWrong: Scenario = {
  name: 'spc-provider-wrong',
  title: 'The provider is misspelt',
  story:
    'The driver looks for a provider called Azure, and there is one called azure.',
  cluster: csiCluster({
    class: secretClass({ provider: 'Azure' }),
    result: failedMount('failed to mount secrets store objects for pod NAMESPACE/POD, err: error connecting to provider "Azure": provider not found: provider "Azure"'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-provider-wrong'), consequences: ['spc-provider-wrong'] },
};
