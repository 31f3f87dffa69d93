import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, called, identityBindingCommands, recreatePods, type AccountRef, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface IbAppRegistration {
  readonly owner: Owner;
  readonly identity: IdentityRef;
  readonly account: AccountRef;
}

export const ibAppRegistration = defineProblem<IbAppRegistration>({
  code: 'WI925',
  name: 'ib-app-registration',
  link: 'identity',
  title: 'An application cannot have an identity binding',
  brief: 'an application can have no binding',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'ib-rbac-missing' }],
  what: ({ identity }) => `The pods ask for an identity binding of ${called(identity)}, which is an application`,
  why: () => 'Identity bindings of AKS are for user-assigned managed identities alone. An application can be used with plain workload identity.',
  fix: ({ account, owner }) => [
    az('create a managed identity, under a name of your choice', 'identity', 'create', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'new-identity'), '--query', '{clientId:clientId,id:id}'),
    identityBindingCommands(),
    az('bind it to the cluster', 'aks', 'identity-binding', 'create', '-g', word(undefined, 'resource-name', 'resource-group'), '--cluster-name', word(undefined, 'resource-name', 'cluster'), '-n', word(undefined, 'resource-name', 'new-binding'), '--managed-identity-resource-id', word(undefined, 'resource-id', 'identity-resource-id')),
    annotateClientId(account, undefined),
    ...recreatePods(owner, []),
    note('The new identity needs roles of its own, and the service account the right to use it; a run of the doctor says which is missing, with the commands.'),
    note('Or take the annotation azure.workload.identity/use-identity-binding from the template: with a credential for the service account the application works without a binding.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, account: { namespace: 'shop', name: 'orders' }, identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'application', name: 'orders' } },
});
