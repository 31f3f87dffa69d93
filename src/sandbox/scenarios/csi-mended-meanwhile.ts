import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault } from './csi-shop.ts';
import { azure, doctorOrders } from './shop.ts';

export const csiMendedMeanwhile: Scenario = {
  name: 'csi-mended-meanwhile',
  title: 'The event is older than the mend',
  story:
    'The event tells of a missing role, which is there now. The kubelet tries again by itself.',
  cluster: csiCluster({ result: aboutObject('GET https://kv-shop.vault.azure.net/secrets/db-password/\nRESPONSE 403: 403 Forbidden\n"innererror": {"code": "ForbiddenByRbac"}') }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['csi-provider-egress'] },
};
