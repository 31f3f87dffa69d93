import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface KvRbacDenyAssignment {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly vaultId?: string;
  readonly message: string;
}

export const kvRbacDenyAssignment = defineProblem<KvRbacDenyAssignment>({
  code: 'WI731',
  name: 'kv-rbac-deny-assignment',
  link: 'key-vault',
  title: 'A deny assignment stands above the role',
  brief: 'a deny assignment stands above it',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }, { problem: 'kv-abac-condition' }],
  what: ({ identity, vault }) => `A deny assignment keeps ${called(identity)} from ${vault}, whatever role it has`,
  why: () => 'Deny assignments are made by deployment stacks, managed applications and blueprints, not by hand. They win over every role, and go with what made them.',
  evidence: ({ message }) => [{ label: 'vault', value: message }],
  fix: ({ vaultId }) => [
    az('see the deny assignments there', 'rest', '--method', 'get', '--url', `${word(vaultId, 'resource-id', 'vault-resource-id')}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`),
    note('Let whoever owns the stack or managed application leave the principal of the identity out (excludedPrincipals), or take the vault out of it.'),
  ],
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', message: "Caller is not authorized to perform action on resource. DecisionReason: 'DeniedByDenyAssignment'" },
});
