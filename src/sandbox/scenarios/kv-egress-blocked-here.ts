import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps } from './shop.ts';

export const kvEgressBlockedHere: Scenario = {
  name: 'kv-egress-blocked-here',
  title: 'The vault does not answer this machine',
  story:
    'Entra gives a token, and the vault gives no answer to it. Whether the pods reach the vault cannot be seen from here.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'GET kv-shop.vault.azure.net/*', act: 'reset' }] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-egress-blocked', 'vantage-difference'] },
};
