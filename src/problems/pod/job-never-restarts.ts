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
  why: () => 'Each retry of a Job makes its pod from the template that the Job was created with. A label that is added elsewhere, or to the CronJob above it, reaches new Jobs alone: this one goes on failing until its backoffLimit is reached.',
  fix: ({ owner }) => [
    note('Where a CronJob made it, leave this Job alone: add the label to spec.jobTemplate.spec.template.metadata.labels of the CronJob, and the next run has it. Else make the Job anew, as follows.'),
    kubectl('print its manifest, and keep that as job.yaml: add > job.yaml to the command', 'get', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'yaml'),
    note(
      'In job.yaml add azure.workload.identity/use: "true" to spec.template.metadata.labels, and take out what the cluster added: status, metadata.uid, metadata.resourceVersion, spec.selector, ' +
        'and from both metadata.labels and spec.template.metadata.labels controller-uid, job-name, batch.kubernetes.io/controller-uid and batch.kubernetes.io/job-name.',
    ),
    kubectl('check the file: the answer has to be AlreadyExists, and nothing else', 'create', '-n', word(owner.namespace, 'dns-name', 'namespace'), '-f', 'job.yaml', '--dry-run=server'),
    kubectl('then delete the Job; its pods and their logs go with it', 'delete', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace')),
    kubectl('create it again; its work begins anew', 'create', '-n', word(owner.namespace, 'dns-name', 'namespace'), '-f', 'job.yaml'),
    note('Or, where you have the manifest that the Job was made from: add the label there, and let kubectl replace --force -f make it anew.'),
  ],
  example: { owner: { kind: 'job', namespace: 'shop', name: 'orders' } },
});
