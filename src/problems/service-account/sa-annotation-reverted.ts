import { reference } from '../mend.ts';
import type { AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface SaAnnotationReverted {
  readonly account: AccountRef;
  /** Name of the Kustomization or HelmRelease. */
  readonly source: string;
  /** Field manager that wrote it. */
  readonly writtenBy: string;
}

export const saAnnotationReverted = defineProblem<SaAnnotationReverted>({
  code: 'WI361',
  name: 'sa-annotation-reverted',
  link: 'service-account',
  title: 'The client id was set by hand on what Flux keeps',
  brief: 'set by hand, Flux will take it back',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ account }) => `The client id on serviceaccount/${account.name} was set by kubectl, and Flux will take it back`,
  why: () => 'Flux undoes at its next run what kubectl wrote into an object that it keeps. Pods of today go on with what they were given; the next ones will have no client id, or the one from Git.',
  evidence: ({ source, writtenBy }) => [
    { label: 'kept by', value: source, of: 'Flux' },
    { label: 'written by', value: writtenBy, of: 'annotation azure.workload.identity/client-id' },
  ],
  fix: ({ account }) => [
    note('Write the annotation azure.workload.identity/client-id into the manifest in Git.'),
    kubectl('then see who wrote it', 'get', reference({ kind: 'serviceaccount', name: account.name }), '-n', word(account.namespace, 'dns-name', 'namespace'), '-o', 'yaml', '--show-managed-fields'),
  ],
  example: { account: { namespace: 'shop', name: 'orders' }, source: 'shop', writtenBy: 'kubectl-annotate' },
});
