import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word, note } from '../step.ts';

export interface KvAbacCondition {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly role: string;
  readonly since: string;
  readonly message: string;
}

export const kvAbacCondition = defineProblem<KvAbacCondition>({
  code: 'WI716',
  name: 'kv-abac-condition',
  link: 'key-vault',
  title: 'The role is there, and something keeps it from this secret',
  brief: 'a condition or a denial stands against the role',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }],
  what: ({ identity, vault, role }) => `${called(identity)} is ${role} on ${vault}, and is refused all the same`,
  why: () => 'The assignment is too old to be still on its way. A condition on it may leave this secret out, or a deny assignment stands against it.',
  evidence: ({ role, since, message }) => [
    { label: 'assigned', value: since, of: role },
    { label: 'vault', value: message },
  ],
  fix: ({ vault }) => [
    az('find the id of the vault', 'keyvault', 'show', '-n', word(vault, 'vault-name', 'vault'), '--query', 'id', '-o', 'tsv'),
    az('see the conditions of the assignments', 'role', 'assignment', 'list', '--scope', '<vault-resource-id>', '--include-inherited', '--query', '[].{role:roleDefinitionName,principal:principalId,condition:condition}', '-o', 'table'),
    note('Correct the condition so that it lets this secret in, or let whoever owns the deny assignment leave the identity out.'),
  ],
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, role: 'Key Vault Secrets User', since: '2026-01-10T08:00:00Z', message: 'Caller is not authorized to perform action on resource.' },
});
