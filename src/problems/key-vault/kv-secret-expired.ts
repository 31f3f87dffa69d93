import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvSecretExpired extends VaultItem {
  readonly vault: string;
  readonly secret: string;
  /** When it expired, or from when on it is valid. */
  readonly at: string;
  readonly early?: true;
}

export const kvSecretExpired = defineProblem<KvSecretExpired>({
  code: 'WI720',
  name: 'kv-secret-expired',
  link: 'key-vault',
  title: 'The secret is past its date',
  brief: 'is past its date',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault, secret, at, early, ...item }) => `The ${itemWords(item).one} ${secret} of ${vault} ${early === true ? `is not valid before ${at}` : `expired at ${at}`}; the vault gives it all the same`,
  why: () => 'The dates of a secret are for people: Key Vault gives its value before and after them. What the value opens may have stopped to accept it, and the application then fails with an error that names neither the vault nor the identity.',
  fix: ({ vault, secret, ...item }) => [
    az('see its versions and their dates', 'keyvault', itemWords(item).group, 'list-versions', '--vault-name', word(vault, 'vault-name', 'vault'), '-n', word(secret, 'secret-name', 'secret'), '-o', 'table'),
  ],
  example: { vault: 'kv-shop', secret: 'db-password', at: '2026-10-01T00:00:00.000Z' },
});
