import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps } from './shop.ts';

export const egressEntraBlocked: Scenario = {
  name: 'egress-entra-blocked',
  title: 'Entra does not answer this machine',
  story:
    'Whether the pods reach it cannot be seen from here.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: 'reset' }] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['egress-entra-blocked', 'vantage-difference'] },
};
