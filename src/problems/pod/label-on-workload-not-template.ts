import type { Target } from '../../evidence/subject.ts';
import { labelTemplate, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface LabelOnWorkloadNotTemplate {
  readonly owner: Target;
  /** What was found, and where. */
  readonly seen: string;
}

export const labelOnWorkloadNotTemplate = defineProblem<LabelOnWorkloadNotTemplate>({
  code: 'WI306',
  name: 'label-on-workload-not-template',
  link: 'pod',
  title: 'The label stands on the workload, not on its pods',
  brief: 'the label is on the workload itself',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The label is on ${reference(owner)} itself, not in its pod template`,
  why: () => 'Labels of a workload are not those of its pods: the ones below spec.template.metadata are (for a CronJob below spec.jobTemplate.spec.template.metadata).',
  evidence: ({ seen }) => [{ label: 'found', value: seen }],
  fix: ({ owner }) => labelTemplate(owner),
  bind: () => ({}),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, seen: 'label azure.workload.identity/use="true" on deployment/orders' },
});
