import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { labelTemplate, reference } from '../mend.ts';

export interface PodLabelMissing {
  readonly owner: Target;
  /** Where something like it stands, e.g. `label azure.workload.identity/use="True" of the template`. */
  readonly nearMiss?: string;
}

export const podLabelMissing = defineProblem<PodLabelMissing>({
  code: 'WI301',
  name: 'pod-label-missing',
  link: 'pod',
  title: 'The pods do not carry the label that the webhook looks for',
  brief: 'label azure.workload.identity/use="true" missing',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['sdk-config-no-token-file'],
  explains: [{ problem: 'pod-predates-label' }],
  what: ({ owner }) => `The pods of ${reference(owner)} lack the label azure.workload.identity/use: "true"`,
  why: ({ nearMiss }) =>
    `The webhook selects pods by exactly this label; on the ServiceAccount, on the workload itself or with another value it has no effect.${nearMiss === undefined ? '' : ` Found instead: ${nearMiss}.`}`,
  fix: ({ owner }) => labelTemplate(owner),
  bind: () => ({}),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
