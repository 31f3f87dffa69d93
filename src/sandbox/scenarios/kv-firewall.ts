import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvFirewall: Scenario = {
  name: 'kv-firewall',
  title: 'The vault refuses this machine\'s address',
  story:
    'Whether the pod\'s address is refused too cannot be seen from here: two causes fit, and the step that would tell is named.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ network: 'selected' })] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-firewall', 'vantage-difference'] },
};
