import type { Owner } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface JobNeverRestarts {
  readonly owner: Owner;
}

export const jobNeverRestarts = defineProblem<JobNeverRestarts>({
  code: 'WI943',
  name: 'job-never-restarts',
  link: 'pod',
  title: 'A Job lacks the label, and its template cannot be changed',
  brief: "a Job's template cannot be changed",
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The template of ${reference(owner)} lacks the label azure.workload.identity/use: "true", and a Job's template is immutable`,
  why: () => 'Each try of a Job makes its pod from the template that the Job was created with. A label that is added elsewhere, or to the CronJob above it, reaches new Jobs alone: this one goes on failing until its tries are used up.',
  fix: ({ owner }) => [
    kubectl('write its manifest into a file (put > orders.yaml behind it)', 'get', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'yaml'),
    note('Add the label to spec.template.metadata.labels there, and take out what the cluster added: status, metadata.uid, spec.selector and the labels controller-uid and job-name.'),
    kubectl('then delete it', 'delete', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace')),
    note('And create it again: kubectl create -f, with that file.'),
  ],
  example: { owner: { kind: 'job', namespace: 'shop', name: 'orders' } },
});
