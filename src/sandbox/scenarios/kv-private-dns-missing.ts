import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvPrivateDnsMissing: Scenario = {
  name: 'kv-private-dns-missing',
  title: 'The vault takes private connections only, and nobody may look at it',
  story:
    'Without a right on the vault it stays open whether there is an endpoint that the pods miss.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ network: 'private' })], operator: 'none' }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-public-disabled', 'kv-private-dns-missing', 'kv-private-endpoint-pending', 'vantage-difference'] },
};
