import type { Scenario } from '../scenario.ts';
import { exchanged, fromPod, podSays, reached, secretFailed, tokenFile, unreached } from './pod-shop.ts';
import { azure, broken, issuer } from './shop.ts';

export const kvEgressBlocked: Scenario = {
  name: 'kv-egress-blocked',
  title: 'The pods reach Entra, and not the vault',
  story:
    'Microsoft asks to let login.microsoftonline.com pass, and that was done; the host of the vault was forgotten.',
  cluster: { issuer, steps: podSays(...tokenFile(), ...reached('entra'), ...unreached('vault', 'Failed to connect to kv-shop.vault.azure.net port 443 after 8002 ms: Timeout was reached', 28, 'wi address 10.1.0.7'), exchanged, secretFailed(28)) },
  azure: azure(),
  command: fromPod,
  expect: broken('kv-egress-blocked'),
};
