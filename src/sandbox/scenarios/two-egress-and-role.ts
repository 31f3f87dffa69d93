import type { Scenario } from '../scenario.ts';
import { exchangeFailed, fromPod, podSays, reached, tokenFile, unreached } from './pod-shop.ts';
import { azure, broken, issuer, vault } from './shop.ts';

export const twoEgressAndRole: Scenario = {
  name: 'two-egress-and-role',
  title: 'The pods do not reach Entra, and the identity has no role',
  story:
    'A firewall keeps the pods from Entra. This machine gets through, and meets what the pods would meet next: a vault that refuses the identity.',
  cluster: { issuer, steps: podSays(...tokenFile(), ...unreached('entra', 'Failed to connect to login.microsoftonline.com port 443 after 8001 ms: Timeout was reached', 28, 'wi address 20.190.160.14'), ...reached('vault'), exchangeFailed(28)) },
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: fromPod,
  expect: broken('egress-entra-blocked', 'kv-rbac-missing'),
};
