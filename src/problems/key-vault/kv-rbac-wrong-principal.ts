import { called, assignRole, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface KvRbacWrongPrincipal {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
  /** Undefined where the role assignments could not be read. */
  readonly given?: string;
}

export const kvRbacWrongPrincipal = defineProblem<KvRbacWrongPrincipal>({
  code: 'WI710',
  name: 'kv-rbac-wrong-principal',
  link: 'key-vault',
  title: 'The role was given to another principal',
  brief: 'the role is on another principal',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-rbac-missing' }],
  what: ({ identity, vault, given }) => given === undefined ? `The role on ${vault} may have been given to another id than the principal of ${called(identity)}` : `The role on ${vault} was given to ${given}, which is not the principal of ${called(identity)}`,
  why: () => 'Roles are given to the object id of the service principal (principal id), not to the client id or to the object of an application.',
  evidence: ({ principalId = '', given }) => [
    { label: 'caller', value: principalId, of: 'object id' },
    ...(given === undefined ? [] : [{ label: 'has the role', value: given }]),
  ],
  fix: ({ principalId, vaultId }) => assignRole(principalId, vaultId),
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', vaultId: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop', given: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
