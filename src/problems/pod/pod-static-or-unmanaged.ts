import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodStaticOrUnmanaged {
  readonly owner: Target;
}

export const podStaticOrUnmanaged = defineProblem<PodStaticOrUnmanaged>({
  code: 'WI323',
  name: 'pod-static-or-unmanaged',
  link: 'pod',
  title: 'A static pod can have no identity',
  brief: 'a static pod, which has no service account',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['pod-label-missing', 'sa-client-id-missing', 'pod-wrong-sa'].map((problem) => ({ problem })),
  what: ({ owner }) => `${reference(owner)} is the mirror of a static pod, which its node runs from a file`,
  why: () => 'The kubelet starts a static pod without asking the API server: no webhook sees it, and it may have no service account and no token of one. What the API server shows is a copy; changing that changes nothing.',
  fix: ({ owner }) => [
    kubectl('see which node runs it', 'get', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'wide'),
    note('Run it as a DaemonSet, with a service account and the label azure.workload.identity/use: "true" on its template, and take the file from the manifests of the node.'),
  ],
  example: { owner: { kind: 'pod', namespace: 'kube-system', name: 'agent-aks-nodepool1-31415926-vmss000000' } },
});
