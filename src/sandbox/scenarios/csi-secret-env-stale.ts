import type { Scenario } from '../scenario.ts';
import { addOn, containerOfPod, csiVault, csiVolume, mountedDbPassword, mounting, podReadingSecret, syncingClass } from './csi-shop.ts';
import { azure, fine, issuer, namespace, serviceAccount } from './shop.ts';

export const csiSecretEnvStale: Scenario = {
  name: 'csi-secret-env-stale',
  title: 'A variable of before the rotation',
  story:
    'The secret was renewed in the vault, and the Secret with it. The container began before, and its variable keeps the old value.',
  cluster: {
    issuer,
    steps: [
      { do: 'apply', objects: [...addOn, namespace, serviceAccount({}), syncingClass] },
      { do: 'apply', objects: [podReadingSecret({ volumes: [csiVolume()] })] },
      containerOfPod({ running: { startedAt: '2025-12-01T00:00:00Z' } }),
      mounting(mountedDbPassword),
    ],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: { ...fine, warnings: ['csi-secret-env-stale'] },
};
