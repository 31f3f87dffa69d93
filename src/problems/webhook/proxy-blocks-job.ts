import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ProxyBlocksJob {
  readonly owner: Target;
}

export const proxyBlocksJob = defineProblem<ProxyBlocksJob>({
  code: 'WI275',
  name: 'proxy-blocks-job',
  link: 'webhook',
  title: 'The proxy keeps a Job from ending',
  brief: 'the proxy runs on, so the Job never ends',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The pods of ${owner.kind}/${owner.name} never complete: the proxy beside the application runs on`,
  why: () =>
    'A Job is done when all containers of its pod have ended, and the proxy is one of them. From webhook 1.5.0 on, and with Kubernetes 1.32, it is a sidecar of Kubernetes\' own kind, which ends with the others; here it is not.',
  evidence: () => [{ label: 'seen', value: 'spec.containers[].name: azwi-proxy' }],
  fix: ({ owner }) => [
    note('Let the application sign in with WorkloadIdentityCredential of its SDK, and take the annotation azure.workload.identity/inject-proxy-sidecar out of the template.'),
    note('Or upgrade: webhook 1.5.0 and Kubernetes 1.32, both or newer.'),
    ...recreatePods(owner, []),
  ],
  example: { owner: { kind: 'job', namespace: 'shop', name: 'orders' } },
});
