import type { Scenario } from '../scenario.ts';
import { kvPrivateEndpointPending } from './kv-private-endpoint-pending.ts';
import { doctorOrders } from './shop.ts';

export const kvPrivateEndpointPendingUnread: Scenario = {
  name: 'kv-private-endpoint-pending-unread',
  title: 'An endpoint that waits, and nobody may look',
  story:
    'The vault lets nobody in by its public address. Whether it has an endpoint, and whether that was approved, shows only Azure.',
  cluster: kvPrivateEndpointPending.cluster,
  azure: { ...kvPrivateEndpointPending.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-private-dns-missing', 'kv-private-endpoint-pending', 'kv-public-disabled', 'vantage-difference'] },
};
