import { az, word } from '../step.ts';
import { defineProblem } from '../problem.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvSecretDisabled extends VaultItem {
  readonly vault: string;
  readonly secret: string;
}

export const kvSecretDisabled = defineProblem<KvSecretDisabled>({
  code: 'WI706',
  name: 'kv-secret-disabled',
  link: 'key-vault',
  title: 'The secret is disabled',
  brief: 'secret is disabled',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault, secret, ...item }) => `The ${itemWords(item).one} ${secret} of ${vault} is disabled`,
  why: () => 'The identity may read it, but a disabled version gives its value to nobody.',
  fix: ({ vault, secret, ...item }) => [
    az('enable it', 'keyvault', itemWords(item).group, 'set-attributes', '--vault-name', word(vault, 'vault-name', 'vault'), '-n', word(secret, 'secret-name', 'secret'), '--enabled', 'true'),
  ],
  example: { vault: 'kv-shop', secret: 'db-password' },
});
