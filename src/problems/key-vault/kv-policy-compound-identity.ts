import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvPolicyCompoundIdentity extends VaultItem {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  /** The application that the policy also asks for, where it could be read. */
  readonly application?: string;
  readonly message: string;
}

export const kvPolicyCompoundIdentity = defineProblem<KvPolicyCompoundIdentity>({
  code: 'WI724',
  name: 'kv-policy-compound-identity',
  link: 'key-vault',
  title: 'The access policy is for the identity together with an application',
  brief: 'the policy also asks for an application',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-access-policy-missing' }],
  what: ({ vault, identity }) => `The access policy of ${vault} for ${called(identity)} holds only when an application acts on its behalf`,
  why: () => 'A policy with an authorized application (a compound identity) admits the two together, by the on-behalf-of flow. A workload signs in as itself, and is not admitted.',
  evidence: ({ application, message }) => [
    ...(application === undefined ? [] : [{ label: 'application', value: application, of: 'the policy' }]),
    { label: 'vault', value: message },
  ],
  fix: ({ vault, principalId, ...item }) => [
    az('give it a policy of its own', 'keyvault', 'set-policy', '-n', word(vault, 'vault-name', 'vault'), '--object-id', word(principalId, 'guid', 'principal-id'), `--${itemWords(item).group}-permissions`, 'get'),
    note('The one with the authorized application may serve somebody else, so it stays.'),
  ],
  bind: (item) => (itemWords(item).group === 'secret' ? {} : undefined),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', application: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', message: "The policy requires the caller 'appid=…;oid=…' to use on-behalf-of (OBO) flow." },
});
