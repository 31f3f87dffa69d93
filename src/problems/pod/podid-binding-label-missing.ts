import type { Owner } from '../../evidence/subject.ts';
import { reference, seePodIdentities } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, wi, word } from '../step.ts';

export interface PodidBindingLabelMissing {
  readonly owner: Owner;
  readonly value: string;
}

export const podidBindingLabelMissing = defineProblem<PodidBindingLabelMissing>({
  code: 'WI904',
  name: 'podid-binding-label-missing',
  link: 'pod',
  title: 'The label of pod identity v1 stands on the workload, not on its pods',
  brief: "pod identity's label is not on the pods",
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-label-missing' }],
  what: ({ owner, value }) => `aadpodidbinding=${value} stands on ${reference(owner)}, and its pods lack it`,
  why: () => 'Pod identity v1 gives an identity to pods that carry the label, where its value is the selector of an AzureIdentityBinding. On the workload itself nothing reads it: NMI, the agent of pod identity v1 on the node, waits for an identity of the pod in vain and answers 404.',
  evidence: ({ owner, value }) => [{ label: 'aadpodidbinding', value, of: reference(owner) }],
  fix: ({ owner, value }) => [
    seePodIdentities,
    wi('move the workload to workload identity', 'bind', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--identity', word(undefined, 'resource-name', 'identity')),
    kubectl('then take the old label away', 'label', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), 'aadpodidbinding-'),
    ...(['deployment', 'statefulset', 'daemonset'].includes(owner.kind)
      ? [kubectl('or label its template, as long as pod identity v1 is to stay; the doctor then still says that it is not workload identity', 'patch', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--type', 'merge', '-p', JSON.stringify({ spec: { template: { metadata: { labels: { aadpodidbinding: word(value, 'label-value', 'selector') } } } } }))]
      : [note('Or put the label on the template in the manifest, as long as pod identity v1 is to stay; the doctor then still says that it is not workload identity.')]),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, value: 'orders' },
});
