import { az, word } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface KvSecretNotFound {
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
  what: ({ vault, secret }) => `${vault} has no secret ${secret}`,
  why: () => 'The identity may read secrets there, so the access is right: the name is wrong, the secret is in another vault, or it was deleted.',
  evidence: ({ vault, secret, origin }) => [{ label: 'asked for', value: `${vault}/${secret}`, of: origin }],
  fix: ({ vault, secret }) => [
    az('see which secrets there are', 'keyvault', 'secret', 'list', '--vault-name', word(vault, 'vault-name', 'vault'), '--query', '[].name', '-o', 'tsv'),
    az('if it was deleted, recover it', 'keyvault', 'secret', 'recover', '--vault-name', word(vault, 'vault-name', 'vault'), '-n', word(secret, 'secret-name', 'secret')),
  ],
  example: { vault: 'kv-shop', secret: 'db-pasword', origin: 'env SECRET_NAME of container app' },
});
