import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { helm, note, word } from '../step.ts';

export interface CsiKubeletRoot extends MountRef {
  readonly message: string;
}

export const csiKubeletRoot = defineProblem<CsiKubeletRoot>({
  code: 'WI841',
  name: 'csi-kubelet-root',
  link: 'csi',
  title: "The driver looks for pods where this kubelet does not keep them",
  brief: 'the kubelet keeps its pods elsewhere',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ volume }) => `The driver finds no directory to write volume ${volume} into`,
  why: () => 'The driver mounts /var/lib/kubelet of the node. MicroK8s, k0s, k3s of old and others keep pods elsewhere, so the directory that the kubelet names is not there for the driver.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: () => [
    note('Find the directory of the kubelet on a node: --root-dir in its command line, else /var/snap/microk8s/common/var/lib/kubelet for MicroK8s and /var/lib/k0s/kubelet for k0s.'),
    helm('tell the driver', 'upgrade', word(undefined, 'dns-name', 'release'), 'csi-secrets-store-provider-azure', '--repo', 'https://azure.github.io/secrets-store-csi-driver-provider-azure/charts', '-n', 'kube-system', '--reuse-values', '--set', 'secrets-store-csi-driver.linux.kubeletRootDir=<directory>'),
  ],
  example: { ...exampleMount, message: 'failed to write file: no such file or directory' },
});
