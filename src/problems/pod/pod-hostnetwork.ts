import type { Target } from '../../evidence/subject.ts';
import { withoutProxy } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface PodHostnetwork {
  readonly owner: Target;
  readonly message: string;
}

export const podHostnetwork = defineProblem<PodHostnetwork>({
  code: 'WI318',
  name: 'pod-hostnetwork',
  link: 'pod',
  title: 'A pod on the network of its node cannot have the proxy',
  brief: 'hostNetwork and the proxy exclude each other',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'A pod cannot be created now: it has hostNetwork: true, and asks for the proxy sidecar',
  why: () => 'The proxy changes the network of its pod, which here is that of the whole node; so the webhook refuses it. Workload identity itself works with hostNetwork.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ owner }) => [...withoutProxy(owner), note('Then let the application sign in with WorkloadIdentityCredential of its SDK.')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, message: 'admission webhook "mutation.azure-workload-identity.io" denied the request: hostNetwork is set to true, cannot inject proxy sidecar' },
});
