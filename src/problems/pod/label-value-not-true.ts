import type { Target } from '../../evidence/subject.ts';
import { labelTemplate, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface LabelValueNotTrue {
  readonly owner: Target;
  /** What was found, and where. */
  readonly seen: string;
}

export const labelValueNotTrue = defineProblem<LabelValueNotTrue>({
  code: 'WI307',
  name: 'label-value-not-true',
  link: 'pod',
  title: 'The label has another value than "true"',
  brief: 'the label is not exactly "true"',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The label of the pods of ${reference(owner)} is not exactly "true"`,
  why: () => 'The webhook selects by the exact text true, in lower case.',
  evidence: ({ seen }) => [{ label: 'found', value: seen }],
  fix: ({ owner }) => labelTemplate(owner),
  bind: () => ({ takesOver: true }),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, seen: 'azure.workload.identity/use="True"' },
});
