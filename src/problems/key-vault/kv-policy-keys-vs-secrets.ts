import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvPolicyKeysVsSecrets extends VaultItem {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  /** Undefined where the policies could not be read. */
  readonly given?: readonly string[];
}

export const kvPolicyKeysVsSecrets = defineProblem<KvPolicyKeysVsSecrets>({
  code: 'WI713',
  name: 'kv-policy-keys-vs-secrets',
  link: 'key-vault',
  title: 'The access policy of the identity does not give what is read',
  brief: 'the policy does not give it',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-access-policy-missing' }],
  what: ({ identity, vault, given, ...item }) => `The access policy of ${called(identity)} on ${vault} ${given === undefined ? 'may be there, and not let' : 'does not let'} it get ${itemWords(item).many}`,
  why: (item) => `Keys, secrets and certificates have permissions of their own, and each of those is given alone; reading a ${itemWords(item).one} takes get on ${itemWords(item).many}.`,
  evidence: ({ given }) => given === undefined ? [] : [{ label: 'given', value: given.join('; ') || 'nothing' }],
  fix: ({ vault, principalId, given, ...item }) => {
    const { group } = itemWords(item);
    // what is named replaces what the group has: it is said again
    const had = (given ?? []).flatMap((one) => (one.startsWith(`${group}s: `) ? [word(one.slice(group.length + 3), 'secret-name', 'permission')] : []));
    return [az(given === undefined ? 'add get; the list replaces all that it may do with them, so name what it has there too' : 'add get; the list replaces all that it may do with them, so what it has is named again', 'keyvault', 'set-policy', '-n', word(vault, 'vault-name', 'vault'), '--object-id', word(principalId, 'guid', 'principal-id'), `--${group}-permissions`, ...had, 'get')];
  },
  bind: () => ({}),
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, principalId: '66666666-6666-4666-8666-666666666666', given: ['keys: get', 'secrets: list'] },
});
