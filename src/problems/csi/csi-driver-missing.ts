import { enableAddOn, installByHelm } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl } from '../step.ts';

export interface CsiDriverMissing extends MountRef {
  /** `cluster`: there is no CSIDriver object. `node`: the kubelet of these nodes has not registered it. `mode`: the object does not allow volumes of a pod's own. */
  readonly seen: 'cluster' | 'node' | 'mode';
  readonly nodes: readonly string[];
}

export const csiDriverMissing = defineProblem<CsiDriverMissing>({
  code: 'WI801',
  name: 'csi-driver-missing',
  link: 'csi',
  title: 'The secrets store driver is not on the node',
  brief: 'is not on the node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ seen, nodes }) =>
    seen === 'cluster'
      ? 'The cluster has no CSI driver secrets-store.csi.k8s.io'
      : seen === 'mode'
        ? 'The CSIDriver object of the secrets store driver does not allow ephemeral volumes'
        : `The secrets store driver is not registered on ${nodes.length === 1 ? `node ${nodes[0] ?? ''}` : `${nodes.length} nodes`}`,
  why: ({ seen }) =>
    seen === 'mode'
      ? 'volumeLifecycleModes was edited: without Ephemeral the kubelet refuses the volume of a pod.'
      : 'The kubelet hands the volume to the driver, which is not there: its DaemonSet is missing, or does not run on that node (taints, Windows). Running pods keep their files; new ones wait, and pods that are deleted stay Terminating.',
  evidence: ({ nodes }) => nodes.map((node) => ({ label: 'node', value: node })),
  fix: ({ seen }) =>
    seen === 'mode'
      ? [kubectl('delete the object, and install the driver again, which makes it as it should be', 'delete', 'csidriver', 'secrets-store.csi.k8s.io')]
      : [
          kubectl('see where the driver runs', 'get', 'daemonsets', '-A', '-o', 'wide'),
          enableAddOn('on AKS: enable the add-on'),
          installByHelm(),
        ],
  example: { ...exampleMount, seen: 'node', nodes: ['aks-nodepool1-31415926-vmss000000'] },
});
