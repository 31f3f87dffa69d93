import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface KvWrongAudience {
  readonly vault: string;
  readonly host: string;
  readonly message: string;
}

export const kvWrongAudience = defineProblem<KvWrongAudience>({
  code: 'WI723',
  name: 'kv-wrong-audience',
  link: 'key-vault',
  title: 'The access token is made out for something else than the vault',
  brief: 'the token is not for Key Vault',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault }) => `${vault} refuses the access token because it is made out for another resource`,
  why: () => 'A vault takes tokens of the scope https://vault.azure.net/.default alone (https://vault.azure.cn and https://vault.usgovcloudapi.net in those clouds). A token for Azure Resource Manager or Graph is a good one, and is none for a vault.',
  evidence: ({ message }) => [{ label: 'vault', value: message }],
  fix: ({ host }) => [note(`Ask for the scope https://${host.slice(host.indexOf('.') + 1)}/.default; the SDKs of Key Vault do so by themselves, and a client of one's own must.`)],
  example: { vault: 'kv-shop', host: 'kv-shop.vault.azure.net', message: 'AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com.' },
});
