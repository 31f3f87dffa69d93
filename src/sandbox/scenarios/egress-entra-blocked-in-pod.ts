import type { Scenario } from '../scenario.ts';
import { exchangeFailed, fromPod, podSays, reached, tokenFile, unreached } from './pod-shop.ts';
import { azure, broken, issuer } from './shop.ts';

export const egressEntraBlockedInPod: Scenario = {
  name: 'egress-entra-blocked-in-pod',
  title: 'The pods do not reach Entra, and this machine does',
  story:
    'The name is resolved, and nothing answers at its address: a firewall, a route or a network policy.',
  cluster: { issuer, steps: podSays(...tokenFile(), ...unreached('entra', 'Failed to connect to login.microsoftonline.com port 443 after 8001 ms: Timeout was reached', 28, 'wi address 20.190.160.14'), ...reached('vault'), exchangeFailed(28)) },
  azure: azure(),
  command: fromPod,
  expect: broken('egress-entra-blocked'),
};
