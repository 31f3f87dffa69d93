import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl, note, word } from '../step.ts';

export interface CsiMountErrorNotInPodLogs extends MountRef {
  readonly pod: string;
  readonly message: string;
}

export const csiMountErrorNotInPodLogs = defineProblem<CsiMountErrorNotInPodLogs>({
  code: 'WI839',
  name: 'csi-mount-error-not-in-pod-logs',
  link: 'csi',
  title: 'The volume cannot be mounted, and only an event of the pod says why',
  brief: 'an event of the pod says why',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ volume, pod }) => `The kubelet cannot mount volume ${volume} of pod ${pod}, for a reason that is not known here`,
  why: () => 'No container has started, so there is no log of the application: what kept the volume from being mounted stands in an event of the pod, and in the log of driver and provider on its node. The text of this one is none that is known.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: ({ namespace, pod }) => [
    kubectl('read the events whole', 'describe', 'pod', word(pod, 'dns-name', 'pod'), '-n', word(namespace, 'dns-name', 'namespace')),
    kubectl('find the provider on the node of the pod', 'get', 'pods', '-n', 'kube-system', '-l', 'app in (secrets-store-provider-azure,csi-secrets-store-provider-azure)', '-o', 'wide'),
    note('Read the log of the provider pod there: it has the same error with what came before it.'),
  ],
  example: { ...exampleMount, pod: 'orders-7d4b9c6f5d-2xkqp', message: 'MountVolume.SetUp failed for volume "secrets" : rpc error: code = Internal desc = …' },
});
