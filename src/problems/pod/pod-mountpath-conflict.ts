import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodMountpathConflict {
  readonly owner: Target;
  readonly message: string;
  /** The volume that was copied along. */
  readonly volume: string;
}

export const podMountpathConflict = defineProblem<PodMountpathConflict>({
  code: 'WI319',
  name: 'pod-mountpath-conflict',
  link: 'pod',
  title: 'The template was copied from a pod, with what was injected',
  brief: 'carries an injected volume of another pod',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `A pod cannot be created now: the template of ${reference(owner)} carries a token volume that the webhook once injected into another pod`,
  why: () => 'The webhook (1.6 and newer) names its volume after the pod. In a copy it does not find its own, adds a second one at the same path, and the API server refuses two mounts at one path.',
  evidence: ({ message, volume }) => [
    { label: 'API server', value: message },
    { label: 'volume', value: volume, of: 'the template' },
  ],
  fix: ({ owner }) => [
    kubectl('take the volume, its mounts and the injected AZURE_* variables out of the template', 'edit', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace')),
    note('A manifest belongs in the template as it was written, not as kubectl get prints a running pod.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, volume: 'azure-workload-identity-reserved-0123456789abcdef', message: 'Pod "orders-x" is invalid: spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/var/run/secrets/azure/wi": must be unique' },
});
