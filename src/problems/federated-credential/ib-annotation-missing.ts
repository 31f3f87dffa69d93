import type { Owner } from '../../evidence/subject.ts';
import { called, reference, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface IbAnnotationMissing {
  readonly owner: Owner;
  readonly identity: IdentityRef;
  /** The one that AKS keeps for the bindings of the identity. */
  readonly credential: string;
  /** What the annotation says, where it is there. */
  readonly seen?: string;
}

const annotation = 'azure.workload.identity/use-identity-binding';

export const ibAnnotationMissing = defineProblem<IbAnnotationMissing>({
  code: 'WI923',
  name: 'ib-annotation-missing',
  link: 'federated-credential',
  title: 'The identity is for identity bindings, and the pods do not ask for one',
  brief: 'the pods do not ask for the binding',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-none' }, { problem: 'fic-issuer-mismatch' }, { problem: 'fic-subject-mismatch' }],
  what: ({ identity }) => `${called(identity)} trusts the identity bindings of AKS alone, and the pods go to Entra directly`,
  why: ({ seen }) => `Its credential is for the proxy that AKS runs. A pod goes through it only with the annotation ${annotation}: "true"${seen === undefined ? '' : `; it says ${JSON.stringify(seen)}`}.`,
  evidence: ({ credential, seen }) => [
    { label: 'credential', value: credential },
    { label: 'annotation', value: seen ?? 'not there' },
  ],
  fix: ({ owner }) => {
    const template = { template: { metadata: { annotations: { [annotation]: 'true' } } } };
    const body = owner.kind === 'cronjob' ? { spec: { jobTemplate: { spec: template } } } : { spec: template };
    return [
      ...(['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(owner.kind)
        ? [kubectl('ask for the binding; new pods follow', 'patch', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--type', 'merge', '-p', JSON.stringify(body))]
        : [note(`Put the annotation ${annotation}: "true" on the pods in their manifest, and make them anew.`)]),
      note('Or, without a binding: give the identity a credential for this service account (kubectl wi bind does).'),
    ];
  },
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, credential: 'aks-identity-binding' },
});
