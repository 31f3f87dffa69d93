import { az, word } from '../step.ts';
import { defineProblem } from '../problem.ts';

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
  fix: ({ vault }) => [az('see the vault\'s tenant', 'keyvault', 'show', '-n', word(vault, 'vault-name', 'vault'), '--query', 'properties.tenantId', '-o', 'tsv')],
  example: { vault: 'kv-shop', tenantId: '11111111-1111-4111-8111-111111111111', message: 'AKV10032: Invalid issuer.' },
});
