import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvPrivateEndpointPending: Scenario = {
  name: 'kv-private-endpoint-pending',
  title: 'The private endpoint was not approved',
  story:
    'The network team made the endpoint, and nobody with a right on the vault approved it. The closest that is open is kv-public-disabled, where there is none.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ network: 'private', privateEndpoints: ['Pending'] })] }),
  command: doctorOrders,
  expect: broken('kv-private-endpoint-pending'),
};
