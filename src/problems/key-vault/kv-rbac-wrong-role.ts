import { called, assignRole, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvRbacWrongRole extends VaultItem {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
  /** Empty where they could not be read. */
  readonly roles: readonly string[];
}

export const kvRbacWrongRole = defineProblem<KvRbacWrongRole>({
  code: 'WI709',
  name: 'kv-rbac-wrong-role',
  link: 'key-vault',
  title: 'The identity\'s role on the vault gives no secret values',
  brief: 'its role gives no secret values',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }],
  what: ({ identity, vault, roles, ...item }) => roles.length === 0 ? `${called(identity)} may have a role on ${vault} that gives no ${itemWords(item).values}` : `${called(identity)} is ${roles.join(', ')} on ${vault}, which gives no ${itemWords(item).values}`,
  why: (item) =>
    item.type === undefined
      ? 'Owner, Contributor and Key Vault Reader manage the vault or show names; the values need a data role, the narrowest being Key Vault Secrets User.'
      : `Secrets, keys and certificates have rights of their own; to read ${itemWords(item).many}, the narrowest role is ${itemWords(item).role}.`,
  fix: ({ principalId, vaultId, ...item }) => assignRole(principalId, vaultId, itemWords(item).role),
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', roles: ['Key Vault Reader'] },
});
