import { az, word } from '../step.ts';
import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvAccessPolicyMissing extends VaultItem {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly message: string;
}

export const kvAccessPolicyMissing = defineProblem<KvAccessPolicyMissing>({
  code: 'WI704',
  name: 'kv-access-policy-missing',
  link: 'key-vault',
  title: 'No access policy lets the identity read secrets',
  brief: 'no access policy',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['kv-policy-wrong-objectid', 'kv-policy-wiped'],
  what: ({ identity, vault, ...item }) => `No access policy of ${vault} lets ${called(identity)} get ${itemWords(item).many}`,
  why: () => 'The vault uses access policies, not Azure RBAC: a role assignment has no effect there.',
  evidence: ({ message }) => [{ label: 'vault', value: message }],
  fix: ({ vault, principalId, ...item }) => [
    az('set the policy; it replaces one that is there', 'keyvault', 'set-policy', '-n', word(vault, 'vault-name', 'vault'), '--object-id', word(principalId, 'guid', 'principal-id'), `--${itemWords(item).group}-permissions`, 'get'),
  ],
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', message: 'The user, group or application does not have secrets get permission on key vault' },
});
