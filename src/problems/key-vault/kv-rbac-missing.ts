import { assignRole, called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvRbacMissing extends VaultItem {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
  readonly action?: string;
  readonly message: string;
}

export const kvRbacMissing = defineProblem<KvRbacMissing>({
  code: 'WI701',
  name: 'kv-rbac-missing',
  link: 'key-vault',
  title: 'The identity has no role that reads secrets of the vault',
  brief: 'no role that reads secrets',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  covers: ['kv-rbac-wrong-scope', 'kv-rbac-orphaned', 'kv-rbac-group-lag', 'sa-multiple-identities'],
  what: ({ identity, vault, ...item }) => `${called(identity)} may not read ${itemWords(item).many} of ${vault}: no role assignment gives it the data action`,
  why: (item) =>
    item.type === undefined
      ? 'The vault uses Azure RBAC. Owner, Contributor and Key Vault Reader give no access to secret values; Key Vault Secrets User does. A new assignment takes up to ten minutes.'
      : `The vault uses Azure RBAC, and ${itemWords(item).many} are read with another right than secrets: ${itemWords(item).role} has it. A new assignment takes up to ten minutes.`,
  evidence: ({ principalId, action, message }) => [
    ...(principalId === undefined ? [] : [{ label: 'caller', value: principalId, of: 'object id' }]),
    { label: 'action', value: action ?? message },
  ],
  fix: ({ principalId, vaultId, ...item }) => assignRole(principalId, vaultId, itemWords(item).role),
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action', message: 'Caller is not authorized to perform action on resource.' },
});
