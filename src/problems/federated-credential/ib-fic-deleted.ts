import type { Owner } from '../../evidence/subject.ts';
import { called, listCredentials, type IdentityRef, identityBindingCommands } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';

export interface IbFicDeleted {
  readonly owner: Owner;
  readonly identity: IdentityRef;
}

export const ibFicDeleted = defineProblem<IbFicDeleted>({
  code: 'WI924',
  name: 'ib-fic-deleted',
  link: 'federated-credential',
  title: 'The credential that AKS keeps for identity bindings is gone',
  brief: "the binding's credential is gone",
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['fic-binding-fic-removed'],
  what: ({ identity }) => `${called(identity)} has no credential of an identity binding, and the pods sign in by one`,
  why: () => 'AKS makes one credential, aks-identity-binding with an issuer of ib.oic, for all bindings of an identity. Without it Entra refuses what the proxy presents (AADSTS70025 or 700211). It comes back only with a new binding.',
  fix: ({ identity }) => [
    ...listCredentials(identity),
    identityBindingCommands(),
    az('see the bindings of the cluster: one of them is of this identity', 'aks', 'identity-binding', 'list', '-g', word(undefined, 'resource-name', 'resource-group'), '--cluster-name', word(undefined, 'resource-name', 'cluster'), '-o', 'table'),
    az('delete the binding', 'aks', 'identity-binding', 'delete', '-g', word(undefined, 'resource-name', 'resource-group'), '--cluster-name', word(undefined, 'resource-name', 'cluster'), '-n', word(undefined, 'resource-name', 'binding')),
    az('and create it again', 'aks', 'identity-binding', 'create', '-g', word(undefined, 'resource-name', 'resource-group'), '--cluster-name', word(undefined, 'resource-name', 'cluster'), '-n', word(undefined, 'resource-name', 'binding'), '--managed-identity-resource-id', word(undefined, 'resource-id', 'identity-resource-id')),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' } },
});
