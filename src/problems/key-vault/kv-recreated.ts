import { assignRole, called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvRecreated extends VaultItem {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
  readonly uses: 'rbac' | 'access-policy';
  readonly deletedAt: string;
  readonly madeAt: string;
  readonly caller?: string;
}

export const kvRecreated = defineProblem<KvRecreated>({
  code: 'WI725',
  name: 'kv-recreated',
  link: 'key-vault',
  title: 'The vault was made anew, and the access was not',
  brief: 'made anew, without the access',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }, { problem: 'kv-access-policy-missing' }],
  what: ({ vault, identity, madeAt }) => `${vault} was deleted and made again at ${madeAt}, and ${called(identity)} has no access since`,
  why: () => 'With a vault go the role assignments on it, its access policies, its network rules and its private endpoints. A vault of the same name, also a recovered one, does not bring them all back: whoever had access is given it anew.',
  evidence: ({ deletedAt, madeAt, caller }) => [
    { label: 'deleted', value: deletedAt },
    { label: 'made', value: madeAt, ...(caller === undefined ? {} : { of: caller }) },
  ],
  fix: ({ vault, principalId, vaultId, uses, ...item }) =>
    uses === 'rbac'
      ? assignRole(principalId, vaultId, itemWords(item).role)
      : [az('set the policy', 'keyvault', 'set-policy', '-n', word(vault, 'vault-name', 'vault'), '--object-id', word(principalId, 'guid', 'principal-id'), `--${itemWords(item).group}-permissions`, 'get')],
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', uses: 'rbac', deletedAt: '2026-11-23T19:00:00Z', madeAt: '2026-11-23T20:00:00Z', caller: 'pipeline@example.com' },
});
