import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvPublicDisabled: Scenario = {
  name: 'kv-public-disabled',
  title: 'The vault takes private connections only',
  story:
    'It has no private endpoint that Azure would show; whether the pods have another way cannot be seen from here.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ network: 'private' })] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-public-disabled', 'vantage-difference'] },
};
