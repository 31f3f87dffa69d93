import type { Owner } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
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
  why: () => 'Pod identity v1 gives an identity to pods that carry the label, by what an AzureIdentityBinding selects. On the Deployment itself nothing reads it: NMI answers 404, or waits for an identity in CREATED state until it gives up.',
  evidence: ({ owner, value }) => [{ label: 'aadpodidbinding', value, of: reference(owner) }],
  fix: ({ owner, value }) => [
    wi('move the workload to workload identity', 'bind', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--identity', word(undefined, 'resource-name', 'identity')),
    ...(['deployment', 'statefulset', 'daemonset'].includes(owner.kind)
      ? [kubectl('or label its template, as long as pod identity v1 is to stay', 'patch', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--type', 'merge', '-p', JSON.stringify({ spec: { template: { metadata: { labels: { aadpodidbinding: word(value, 'label-value', 'selector') } } } } }))]
      : [note('Or put the label on the template in the manifest, as long as pod identity v1 is to stay.')]),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, value: 'orders' },
});
