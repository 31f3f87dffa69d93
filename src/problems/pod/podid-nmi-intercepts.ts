import type { Owner } from '../../evidence/subject.ts';
import { reference, seePodIdentities } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note, wi, word } from '../step.ts';

export interface PodidNmiIntercepts {
  readonly owner: Owner;
  /** Of the label aadpodidbinding. */
  readonly value: string;
  readonly nmi: string;
  /** What the bindings of the cluster ask for. */
  readonly selectors: readonly string[];
}

export const podidNmiIntercepts = defineProblem<PodidNmiIntercepts>({
  code: 'WI901',
  name: 'podid-nmi-intercepts',
  link: 'pod',
  title: 'NMI of pod identity v1 answers for the metadata service, and has no identity for these pods',
  brief: 'NMI has no identity for these pods',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-label-missing' }],
  what: ({ value }) => `The pods ask pod identity v1 for ${value}, which no AzureIdentityBinding is for`,
  why: ({ nmi }) => `DaemonSet ${nmi} takes every request of a pod to 169.254.169.254. It answers 404 (no azure identity found) where no binding selects the value of the label aadpodidbinding; the pods are not set up for workload identity either.`,
  evidence: ({ value, selectors }) => [
    { label: 'aadpodidbinding', value },
    { label: 'bindings select', value: selectors.length === 0 ? 'nothing: there is none' : selectors.join(', ') },
  ],
  fix: ({ owner }) => [
    seePodIdentities,
    wi('move the workload to workload identity', 'bind', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--identity', word(undefined, 'resource-name', 'identity')),
    note('Once nothing carries the label any more: helm uninstall aad-pod-identity, or with the add-on of AKS az aks update --disable-pod-identity (of the extension aks-preview).'),
    note('Or, as long as pod identity v1 is to stay, give the AzureIdentityBinding the value of the label as its spec.selector.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, value: 'orders', nmi: 'kube-system/nmi', selectors: ['orders-old'] },
});
