import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface KvPolicyRevertsNetwork {
  readonly vault: string;
  readonly vaultId?: string;
  readonly at: string;
  readonly times: number;
}

export const kvPolicyRevertsNetwork = defineProblem<KvPolicyRevertsNetwork>({
  code: 'WI726',
  name: 'kv-policy-reverts-network',
  link: 'key-vault',
  title: "Azure Policy changes the vault's network rules back",
  brief: 'a policy changes its network rules',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault }) => `The network rules of ${vault} are not as somebody set them: Azure Policy changed the vault`,
  why: () => 'A policy with the effect Modify changes a vault at every write, also one that opens it, and remediation does so from time to time. What is opened by hand is closed again.',
  evidence: ({ at, times }) => [{ label: 'changed', value: at, of: times === 1 ? 'once in two weeks' : `${times} times in two weeks` }],
  fix: ({ vault, vaultId }) => [
    az('see which policies speak of it', 'policy', 'state', 'list', '--resource', word(vaultId, 'resource-id', 'vault-resource-id'), '--query', '[].policyAssignmentName', '-o', 'tsv'),
    note(`Ask whoever owns the policy for an exemption of ${word(vault, 'vault-name', 'vault')}, or let the cluster in by a private endpoint, which network rules do not touch.`),
  ],
  example: { vault: 'kv-shop', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', at: '2026-11-23T20:00:00Z', times: 3 },
});
