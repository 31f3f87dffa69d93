import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word, note } from '../step.ts';

export interface KvAbacCondition {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
  readonly role: string;
  readonly since: string;
  readonly message: string;
  /** Undefined where the assignment has none. */
  readonly condition?: string;
}

export const kvAbacCondition = defineProblem<KvAbacCondition>({
  code: 'WI716',
  name: 'kv-abac-condition',
  link: 'key-vault',
  title: 'A condition or a deny assignment stands against the role',
  brief: 'a condition or a denial stands against the role',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }],
  what: ({ identity, vault, role, condition }) => `${called(identity)} is ${role} on ${vault}${condition === undefined ? '' : ' under a condition'}, and is refused all the same`,
  why: ({ condition }) =>
    condition === undefined
      ? 'The assignment is older than the ten minutes that it may be on its way, and it has no condition. So something else stands against it, such as a deny assignment.'
      : 'The role counts only where its condition holds, and it leaves out what is read here. Or a deny assignment stands against the role.',
  evidence: ({ role, since, message, condition }) => [
    { label: 'assigned', value: since, of: role },
    { label: 'condition', value: condition ?? 'none', of: role },
    { label: 'vault', value: message },
  ],
  fix: ({ principalId, vaultId }) => {
    const scope = word(vaultId, 'resource-id', 'vault-resource-id');
    const of = principalId === undefined ? [] : ['--assignee', word(principalId, 'guid', 'principal-id')];
    return [
      az('see the condition of the assignment', 'role', 'assignment', 'list', ...of, '--scope', scope, '--include-inherited', '--query', '[].{role:roleDefinitionName,principal:principalId,condition:condition}', '-o', 'json'),
      note('If it has one: whoever gave the role changes the condition (in the portal, or by az role assignment update), so that it lets in what is read.'),
      az('if it is null, see the deny assignments', 'rest', '--method', 'get', '--url', `${scope}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`),
      note('They are made by deployment stacks, managed applications and blueprints: let whoever owns that leave the principal of the identity out, or take the vault out of it.'),
    ];
  },
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, principalId: '66666666-6666-4666-8666-666666666666', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', role: 'Key Vault Secrets User', since: '2026-01-10T08:00:00Z', message: 'Caller is not authorized to perform action on resource.', condition: "(!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'}))" },
});
