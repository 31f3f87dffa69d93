import { defineProblem } from '../problem.ts';
import { az } from '../step.ts';

export interface KvPrivateDnsMissing {
  readonly vault: string;
  /** The pod that was refused, and the addresses that the name led it to. */
  readonly seen?: { readonly name: string; readonly addresses: readonly string[] };
}

export const kvPrivateDnsMissing = defineProblem<KvPrivateDnsMissing>({
  code: 'WI715',
  name: 'kv-private-dns-missing',
  link: 'key-vault',
  title: 'The pods may resolve the vault\'s public address',
  brief: 'may not use its private endpoint',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['kv-private-dns-stale'],
  what: ({ vault, seen }) => `${vault} has a private endpoint, and the pods ${seen === undefined ? 'may ' : ''}resolve its public address instead`,
  why: () => 'The zone privatelink.vaultcore.azure.net must be linked to the network of the cluster; else the name leads to the public address, which is refused.',
  evidence: ({ seen }) => (seen === undefined || seen.addresses.length === 0 ? [] : [{ label: 'address', value: seen.addresses.join(', '), of: `pod/${seen.name}` }]),
  fix: () => [
    az('find the zone, and its resource group', 'network', 'private-dns', 'zone', 'list', '--query', "[?name=='privatelink.vaultcore.azure.net'].{name:name,resourceGroup:resourceGroup}", '-o', 'table'),
    az('link the zone', 'network', 'private-dns', 'link', 'vnet', 'create', '-g', '<resource-group>', '-z', 'privatelink.vaultcore.azure.net', '-n', '<new-link>', '-v', '<vnet-of-the-cluster>', '-e', 'false'),
  ],
  example: { vault: 'kv-shop' },
});
