import { az, note, word } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface KvPublicDisabled {
  readonly vault: string;
}

export const kvPublicDisabled = defineProblem<KvPublicDisabled>({
  code: 'WI705',
  name: 'kv-public-disabled',
  link: 'key-vault',
  title: 'The vault takes private connections only',
  brief: 'private connections only',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault }) => `${vault} admits private endpoints only, and the pod may not be using one`,
  why: () => 'Its public access is off. A pod reaches it only where the name resolves to a private endpoint\'s address.',
  fix: ({ vault }) => [
    az('see its private endpoints', 'keyvault', 'show', '-n', word(vault, 'vault-name', 'vault'), '--query', 'properties.privateEndpointConnections[].privateLinkServiceConnectionState.status'),
    note('Link the zone privatelink.vaultcore.azure.net to the cluster\'s network.'),
  ],
  example: { vault: 'kv-shop' },
});
