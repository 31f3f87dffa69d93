import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, recreatePods, reference, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, wi, word } from '../step.ts';

export interface IdentitySystemAssigned {
  readonly clientId: string;
  readonly name: string;
  readonly account: AccountRef;
  readonly owner: Owner;
}

export const identitySystemAssigned = defineProblem<IdentitySystemAssigned>({
  code: 'WI508',
  name: 'identity-system-assigned',
  link: 'identity',
  title: 'The client id is that of a system-assigned identity',
  brief: 'a system-assigned identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-none', 'fic-on-wrong-identity', 'identity-app-vs-mi'].map((problem) => ({ problem })),
  what: ({ name, clientId }) => `${clientId} is the system-assigned identity of ${name}, which can have no federated credential`,
  why: () => 'A system-assigned identity belongs to one resource, a virtual machine or a scale set, and only that can sign in as it. Federated credentials are for user-assigned identities and applications (Support for federated identity credentials not enabled).',
  fix: ({ account, owner }) => [
    az('create an identity that can have one; its client id is printed', 'identity', 'create', '-g', '<resource-group>', '-n', '<new-identity>', '--query', 'clientId', '-o', 'tsv'),
    annotateClientId(account, undefined),
    ...recreatePods(owner, []),
    wi('or have the identity made, with its credential', 'bind', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--identity', '<new-identity>', '-g', '<resource-group>', '--create-identity'),
  ],
  bind: () => undefined,
  example: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'aks-nodepool1-12345678-vmss', account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
