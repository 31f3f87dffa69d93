import type { Owner } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface GitopsDriftLabel {
  readonly owner: Owner;
  readonly managedBy: string;
  readonly setBy: readonly string[];
}

export const gitopsDriftLabel = defineProblem<GitopsDriftLabel>({
  code: 'WI941',
  name: 'gitops-drift-label',
  link: 'pod',
  title: 'The label was set by hand on a workload that comes from Git',
  brief: 'set by hand, and not in Git',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner, managedBy }) => `The label on the template of ${reference(owner)} was set by hand, and ${managedBy} keeps that workload`,
  why: () => 'What is not in Git does not last: Flux takes it back at its next synchronisation, Argo CD at the latest when it replaces the object or makes it anew. The pods then lose the label, and with it their identity.',
  evidence: ({ setBy }) => [{ label: 'label set by', value: setBy.join(', ') }],
  fix: ({ managedBy }) => [note(`Add the label azure.workload.identity/use: "true" to the template in the source that ${managedBy} reads, and commit it.`)],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, managedBy: 'Argo CD', setBy: ['kubectl-patch'] },
});
