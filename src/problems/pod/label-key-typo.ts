import type { Target } from '../../evidence/subject.ts';
import { labelTemplate, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface LabelKeyTypo {
  readonly owner: Target;
  /** What was found, and where. */
  readonly seen: string;
}

export const labelKeyTypo = defineProblem<LabelKeyTypo>({
  code: 'WI308',
  name: 'label-key-typo',
  link: 'pod',
  title: 'The label is misspelt',
  brief: 'the label is misspelt',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The pods of ${reference(owner)} carry something like the label, but not the label`,
  why: () => 'The key is azure.workload.identity/use, a label (not an annotation) with the value "true". Anything else means nothing to the webhook.',
  evidence: ({ seen }) => [{ label: 'found', value: seen }],
  fix: ({ owner }) => labelTemplate(owner),
  bind: () => ({}),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, seen: 'label azure.workload.identity/used="true"' },
});
