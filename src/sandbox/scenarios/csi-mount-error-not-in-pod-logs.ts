import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, failedMount } from './csi-shop.ts';
import { azure, doctorOrders } from './shop.ts';

export const csiMountErrorNotInPodLogs: Scenario = {
  name: 'csi-mount-error-not-in-pod-logs',
  title: 'An error that only an event has',
  story:
    'The volume is refused with a text that is none of those known. No container has started, so there is no log; the doctor hands on the event.',
  cluster: csiCluster({ result: failedMount('failed to mount tmpfs: cannot allocate memory') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['csi-mount-error-not-in-pod-logs'] },
};
