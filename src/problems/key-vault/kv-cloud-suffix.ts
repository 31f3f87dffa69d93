import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface KvCloudSuffix {
  readonly host: string;
  readonly origin: string;
  readonly authorityHost: string;
  /** Suffix of vaults in the authority's cloud. */
  readonly suffix: string;
}

export const kvCloudSuffix = defineProblem<KvCloudSuffix>({
  code: 'WI728',
  name: 'kv-cloud-suffix',
  link: 'key-vault',
  title: 'The vault is named with the suffix of another cloud',
  brief: 'the suffix of another cloud',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host, authorityHost }) => `${host} is in another cloud than ${authorityHost}, where the pod signs in`,
  why: () => 'Each cloud has its own Entra and its own vaults, and a vault takes no token of another one: the name does not resolve, or the vault answers AKV10022. Nothing was sent there.',
  evidence: ({ host, origin, authorityHost }) => [
    { label: 'named', value: host, of: origin },
    { label: 'signs in at', value: authorityHost },
  ],
  fix: ({ host, origin, suffix }) => [note(`If the vault is in the cloud where the pod signs in, name it ${host.slice(0, host.indexOf('.'))}.${suffix} (${origin}); if it is not, the pod needs an identity and an AZURE_AUTHORITY_HOST of the vault's cloud.`)],
  example: { host: 'kv-shop.vault.azure.cn', origin: 'env KEYVAULT_URL of container app', authorityHost: 'https://login.microsoftonline.com/', suffix: 'vault.azure.net' },
});
