import { assignRole, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';

export interface KvModelMismatch {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
  readonly uses: 'rbac' | 'access-policy';
  /** What was given in the other model could not be read. */
  readonly unread?: true;
}

export const kvModelMismatch = defineProblem<KvModelMismatch>({
  code: 'WI712',
  name: 'kv-model-mismatch',
  link: 'key-vault',
  title: 'The access was given in the model that the vault does not use',
  brief: 'given in the wrong permission model',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }, { problem: 'kv-access-policy-missing' }],
  what: ({ vault, uses, unread }) => `${vault} goes by ${uses === 'rbac' ? 'Azure RBAC' : 'access policies'}; the access ${unread === true ? 'may have been' : 'was'} given by ${uses === 'rbac' ? 'an access policy' : 'a role'}`,
  why: () => 'A vault uses one of the two models, and what is set in the other has no effect.',
  fix: ({ vault, principalId, vaultId, uses }) =>
    uses === 'rbac'
      ? assignRole(principalId, vaultId)
      : [az('set the policy; it replaces one that is there', 'keyvault', 'set-policy', '-n', word(vault, 'vault-name', 'vault'), '--object-id', word(principalId, 'guid', 'principal-id'), '--secret-permissions', 'get')],
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', uses: 'rbac' },
});
