import type { Scenario } from '../scenario.ts';
import { addOn, containerOfPod, csiVault, csiVolume, mountedDbPassword, mounting, podReadingSecret, syncingClass } from './csi-shop.ts';
import { azure, fine, issuer, namespace, serviceAccount } from './shop.ts';

export const healthyCsiSecretEnv: Scenario = {
  name: 'healthy-csi-secret-env',
  title: 'A variable of a synced Secret',
  story:
    'The container began after the vault got its present version: its variable has that.',
  cluster: {
    issuer,
    steps: [
      { do: 'apply', objects: [...addOn, namespace, serviceAccount({}), syncingClass] },
      { do: 'apply', objects: [podReadingSecret({ volumes: [csiVolume()] })] },
      containerOfPod({ running: { startedAt: '2026-01-02T00:00:00Z' } }),
      mounting(mountedDbPassword),
    ],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: fine,
};
