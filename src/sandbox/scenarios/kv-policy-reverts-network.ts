import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps, vault, vaultResource } from './shop.ts';

export const kvPolicyRevertsNetwork: Scenario = {
  name: 'kv-policy-reverts-network',
  title: 'Azure Policy closes the vault again',
  story:
    'Somebody opened the vault, and a policy changed its network rules back a moment later. Whether the pods are kept out cannot be seen from here; that the rules do not stay can.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ network: 'selected' })], activity: [{ operation: 'Microsoft.Authorization/policies/modify/action', resourceId: vaultResource, caller: 'someone@example.com', minutesAgo: 25 }, { operation: 'Microsoft.KeyVault/vaults/write', resourceId: vaultResource, caller: 'pipeline@example.com', minutesAgo: 26 }] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-firewall', 'kv-policy-reverts-network', 'vantage-difference'] },
};
