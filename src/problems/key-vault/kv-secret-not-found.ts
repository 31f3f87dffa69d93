import { az, word } from '../step.ts';
import { defineProblem } from '../problem.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvSecretNotFound extends VaultItem {
  readonly vault: string;
  readonly secret: string;
  readonly origin: string;
}

export const kvSecretNotFound = defineProblem<KvSecretNotFound>({
  code: 'WI703',
  name: 'kv-secret-not-found',
  link: 'key-vault',
  title: 'The vault has no such secret',
  brief: 'no such secret',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['kv-secret-soft-deleted'],
  what: ({ vault, secret, ...item }) => `${vault} has no ${itemWords(item).one} ${secret}`,
  why: (item) => `The identity may read ${itemWords(item).many} there, so the access is right: the name is wrong, the ${itemWords(item).one} is in another vault, or it was deleted.`,
  evidence: ({ vault, secret, origin }) => [{ label: 'asked for', value: `${vault}/${secret}`, of: origin }],
  fix: ({ vault, secret, ...item }) => [
    az(`see which ${itemWords(item).many} there are`, 'keyvault', itemWords(item).group, 'list', '--vault-name', word(vault, 'vault-name', 'vault'), '--query', '[].name', '-o', 'tsv'),
    az('if it was deleted, recover it', 'keyvault', itemWords(item).group, 'recover', '--vault-name', word(vault, 'vault-name', 'vault'), '-n', word(secret, 'secret-name', 'secret')),
  ],
  example: { vault: 'kv-shop', secret: 'db-pasword', origin: 'env SECRET_NAME of container app' },
});
