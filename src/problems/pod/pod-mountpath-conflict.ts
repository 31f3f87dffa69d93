import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodMountpathConflict {
  readonly owner: Target;
  readonly message: string;
  /** What the template mounts there. */
  readonly volume: string;
  /** It is one that the webhook once added. */
  readonly copied: boolean;
}

export const podMountpathConflict = defineProblem<PodMountpathConflict>({
  code: 'WI319',
  name: 'pod-mountpath-conflict',
  link: 'pod',
  title: 'The template mounts a volume where the webhook mounts its own',
  brief: "has a volume at the path of the webhook's",
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner, volume, copied }) =>
    `A pod cannot be created now: the template of ${reference(owner)} ${copied ? 'carries a token volume that the webhook once injected into another pod' : `mounts ${volume} where the webhook mounts its token`}`,
  why: ({ copied }) =>
    copied
      ? 'The webhook (1.6 and newer) names its volume after the pod. In a copy it does not find its own, adds a second one at the same path, and the API server refuses two mounts at one path.'
      : 'The webhook adds its volume and does not look what is mounted at its path already. The API server refuses two mounts at one path.',
  evidence: ({ message, volume }) => [
    { label: 'API server', value: message },
    { label: 'volume', value: volume, of: 'the template' },
  ],
  fix: ({ owner, volume, copied }) => [
    kubectl(
      copied ? 'take the volume, its mounts and the injected AZURE_* variables out of the template' : `give the volumeMounts of ${word(volume, 'dns-name', 'volume')} another mountPath, in each container that has one`,
      'edit',
      reference(owner),
      '-n',
      word(owner.namespace, 'dns-name', 'namespace'),
    ),
    ...(copied ? [note('A manifest belongs in the template as it was written, not as kubectl get prints a running pod.')] : []),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, volume: 'azure-workload-identity-reserved-0123456789abcdef', copied: true, message: 'Pod "orders-x" is invalid: spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/var/run/secrets/azure/wi": must be unique' },
});
