import { defineProblem } from '../problem.ts';
import { az, word, note } from '../step.ts';

export interface KvWrongTenant {
  readonly vault: string;
  readonly tenantId: string;
  readonly message: string;
}

export const kvWrongTenant = defineProblem<KvWrongTenant>({
  code: 'WI707',
  name: 'kv-wrong-tenant',
  link: 'key-vault',
  title: 'The vault belongs to another tenant',
  brief: 'belongs to another tenant',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault, tenantId }) => `${vault} does not accept tokens of tenant ${tenantId}`,
  why: () => 'A vault trusts the tenant it was made in. The identity must live there, or the vault\'s tenant must be changed after a subscription moved.',
  evidence: ({ message }) => [{ label: 'vault', value: message }],
  fix: ({ vault }) => [
    az('see the vault\'s tenant', 'keyvault', 'show', '-n', word(vault, 'vault-name', 'vault'), '--query', 'properties.tenantId', '-o', 'tsv'),
    note('Use an identity of that tenant (kubectl wi bind makes its credential and role), or a vault of the tenant where the identity is.'),
    note('If the subscription of the vault was moved lately: az keyvault update -n NAME --set properties.tenantId=TENANT puts the vault into the new tenant; then give its access anew.'),
  ],
  example: { vault: 'kv-shop', tenantId: '11111111-1111-4111-8111-111111111111', message: 'AKV10032: Invalid issuer.' },
});
