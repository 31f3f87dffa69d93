import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface KvForeignHost {
  readonly host: string;
  readonly origin: string;
}

export const kvForeignHost = defineProblem<KvForeignHost>({
  code: 'WI708',
  name: 'kv-foreign-host',
  link: 'key-vault',
  title: 'The pod names a vault outside of Azure',
  brief: 'a host outside of Azure',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ host }) => `${host} is no Key Vault host of any Azure cloud; nothing was sent there`,
  why: () => 'An access token goes only to hosts under the vault suffix of its cloud: a misspelt or private name would give it to a stranger.',
  evidence: ({ host, origin }) => [{ label: 'host', value: host, of: origin }],
  fix: ({ origin }) => [note(`Use https://NAME.vault.azure.net where it comes from (${origin}).`)],
  example: { host: 'kv-shop.vault.example', origin: 'env KEYVAULT_URL of container app' },
});
