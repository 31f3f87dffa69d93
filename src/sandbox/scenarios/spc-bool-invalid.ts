import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const spcBoolInvalid: Scenario = {
  name: 'spc-bool-invalid',
  title: 'Neither true nor false',
  story:
    'usePodIdentity says yes, which the provider does not understand.',
  cluster: csiCluster({ class: classWith({ usePodIdentity: 'yes' }), result: fromProvider('failed to parse usePodIdentity flag, error: strconv.ParseBool: parsing "yes": invalid syntax') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('spc-bool-invalid'), consequences: ['spc-bool-invalid'] },
};
