import type { Target } from '../../evidence/subject.ts';
import { labelTemplate, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface LabelOnSaOnly {
  readonly owner: Target;
  /** What was found, and where. */
  readonly seen: string;
}

export const labelOnSaOnly = defineProblem<LabelOnSaOnly>({
  code: 'WI305',
  name: 'label-on-sa-only',
  link: 'pod',
  title: 'The label stands on the service account only',
  brief: 'the label is on the service account',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The label is on the service account; the pods of ${reference(owner)} lack it`,
  why: () => 'Before webhook 1.0 the service account carried it. Since then only the label of the pod counts, and one on the account has no effect.',
  evidence: ({ seen }) => [{ label: 'found', value: seen }],
  fix: ({ owner }) => labelTemplate(owner),
  bind: () => ({}),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, seen: 'label azure.workload.identity/use="true" on serviceaccount/orders' },
});
