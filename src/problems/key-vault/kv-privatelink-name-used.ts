import { defineProblem } from '../problem.ts';
import { note, word } from '../step.ts';

export interface KvPrivatelinkNameUsed {
  readonly host: string;
  readonly vault: string;
  readonly origin: string;
}

export const kvPrivatelinkNameUsed = defineProblem<KvPrivatelinkNameUsed>({
  code: 'WI717',
  name: 'kv-privatelink-name-used',
  link: 'key-vault',
  title: 'The pod names the vault by its private link name',
  brief: 'named by its private link name',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host }) => `${host} is the name of a DNS record, and not one that the vault's certificate has`,
  why: () =>
    'The certificate of a vault is made out for *.vault.azure.net, so every client refuses the connection (x509: certificate is valid for *.vault.azure.net, not for this name). ' +
    'The private endpoint works by the ordinary name, which resolves to it inside of the network. Nothing was sent there.',
  evidence: ({ host, origin }) => [{ label: 'named', value: host, of: origin }],
  fix: ({ vault, origin }) => [note(`Use https://${word(vault, 'vault-name', 'vault')}.vault.azure.net where it comes from (${origin}).`)],
  example: { host: 'kv-shop.privatelink.vaultcore.azure.net', vault: 'kv-shop', origin: 'env KEYVAULT_URL of container app' },
});
