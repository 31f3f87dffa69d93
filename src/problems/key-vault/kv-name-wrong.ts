import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';

export interface KvNameWrong {
  readonly vault: string;
  readonly host: string;
  readonly origin: string;
}

export const kvNameWrong = defineProblem<KvNameWrong>({
  code: 'WI714',
  name: 'kv-name-wrong',
  link: 'key-vault',
  title: 'There is no vault of this name',
  brief: 'no vault of this name',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['kv-soft-deleted'],
  what: ({ host }) => `${host} does not exist`,
  why: () => 'The name of a vault is part of the public DNS for as long as it exists: it is misspelt, or the vault was deleted.',
  evidence: ({ host, origin }) => [{ label: 'named', value: host, of: origin }],
  fix: ({ vault }) => [
    az('see which vaults there are', 'keyvault', 'list', '--query', '[].name', '-o', 'tsv'),
    az('if it was deleted, recover it', 'keyvault', 'recover', '-n', word(vault, 'vault-name', 'vault')),
  ],
  example: { vault: 'kv-shopp', host: 'kv-shopp.vault.azure.net', origin: 'env KEYVAULT_URL of container app' },
});
