import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { helm, note } from '../step.ts';

export interface CsiDuplicateInstall extends MountRef {
  readonly sets: readonly string[];
}

export const csiDuplicateInstall = defineProblem<CsiDuplicateInstall>({
  code: 'WI803',
  name: 'csi-duplicate-install',
  link: 'csi',
  title: 'The secrets store driver is installed twice',
  brief: 'is installed twice',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ sets }) => `The secrets store driver is installed ${sets.length} times: ${sets.join(', ')}`,
  why: () => 'Both register under one name at the kubelet, and write to one directory: which one answers is chance, and mounts fail now and then.',
  evidence: ({ sets }) => sets.map((value) => ({ label: 'DaemonSet', value })),
  fix: () => [
    helm('see which release it is', 'list', '-A'),
    note('Keep the add-on of AKS, and uninstall the Helm release beside it (helm uninstall RELEASE -n NAMESPACE).'),
  ],
  example: { ...exampleMount, sets: ['kube-system/aks-secrets-store-csi-driver', 'kube-system/secrets-store-csi-driver'] },
});
