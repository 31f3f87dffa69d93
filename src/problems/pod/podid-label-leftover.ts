import type { Owner } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodidLabelLeftover {
  readonly owner: Owner;
  readonly value: string;
}

export const podidLabelLeftover = defineProblem<PodidLabelLeftover>({
  code: 'WI902',
  name: 'podid-label-leftover',
  link: 'pod',
  title: 'The pods carry the label of pod identity v1 beside that of workload identity',
  brief: 'still labelled for pod identity v1',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner, value }) => `The pods of ${reference(owner)} still carry aadpodidbinding=${value}`,
  why: () => 'Workload identity does not need it. As long as it is there, and pod identity v1 runs, code that asks the metadata service gets the old identity, and what the label selects cannot be taken away.',
  evidence: ({ value }) => [{ label: 'aadpodidbinding', value }],
  fix: ({ owner }) => {
    const template = { template: { metadata: { labels: { aadpodidbinding: null } } } };
    const body = owner.kind === 'cronjob' ? { spec: { jobTemplate: { spec: template } } } : { spec: template };
    return ['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(owner.kind)
      ? [kubectl('take the label from the template; new pods follow', 'patch', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--type', 'merge', '-p', JSON.stringify(body))]
      : [note('Take the label aadpodidbinding out of the manifest, and make the pods anew.')];
  },
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, value: 'orders' },
});
