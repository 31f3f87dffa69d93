import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';

export interface KvPrivateEndpointPending {
  readonly vault: string;
  /** Undefined where the vault could not be read. */
  readonly vaultId?: string;
}

export const kvPrivateEndpointPending = defineProblem<KvPrivateEndpointPending>({
  code: 'WI729',
  name: 'kv-private-endpoint-pending',
  link: 'key-vault',
  title: "The vault's private endpoint was not approved",
  brief: 'its private endpoint was not approved',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-public-disabled' }],
  what: ({ vault, vaultId }) => `${vault} admits private endpoints only, and ${vaultId === undefined ? 'one that it has may wait for its approval' : 'none that it has was approved'}`,
  why: () => 'Whoever makes an endpoint without a right on the vault asks for its approval. Until then the name may resolve to its address, and the vault refuses whoever comes by it.',
  fix: ({ vault, vaultId }) => [
    az('see the requests, and the name of the connection', 'network', 'private-endpoint-connection', 'list', '--id', word(vaultId, 'resource-id', 'vault-resource-id'), '-o', 'table'),
    az('approve it', 'keyvault', 'private-endpoint-connection', 'approve', '--vault-name', word(vault, 'vault-name', 'vault'), '-n', '<connection>'),
  ],
  example: { vault: 'kv-shop', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop' },
});
