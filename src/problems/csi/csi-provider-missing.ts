import { enableAddOn } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { helm, kubectl, word } from '../step.ts';

export interface CsiProviderMissing extends MountRef {
  /** Nodes of pods that mount, which have no provider that is ready; empty where it is nowhere. */
  readonly nodes: readonly string[];
  /** DaemonSet of the provider, where there is one. */
  readonly set?: { readonly namespace: string; readonly name: string };
}

export const csiProviderMissing = defineProblem<CsiProviderMissing>({
  code: 'WI802',
  name: 'csi-provider-missing',
  link: 'csi',
  title: 'The Azure provider is not on the node',
  brief: 'is not on the node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ nodes, set }) => (set === undefined ? 'The Azure provider of the secrets store driver is not installed' : `No Azure provider of the secrets store driver is ready on ${nodes.length === 1 ? `node ${nodes[0] ?? ''}` : `${nodes.length} nodes`}`),
  why: () => 'The driver asks the provider on the same node for the objects. Without it a new pod waits in ContainerCreating, for two minutes without any event; running pods keep what they have, and nothing is renewed.',
  evidence: ({ nodes }) => nodes.map((node) => ({ label: 'node', value: node })),
  fix: ({ set }) =>
    set === undefined
      ? [
          enableAddOn('on AKS: enable the add-on, which brings both'),
          helm('elsewhere: install driver and provider', 'upgrade', '--install', 'csi', 'csi-secrets-store-provider-azure', '--repo', 'https://azure.github.io/secrets-store-csi-driver-provider-azure/charts', '-n', 'kube-system'),
        ]
      : [
          kubectl('see why it does not run there', 'describe', `daemonset/${word(set.name, 'dns-name', 'daemonset')}`, '-n', word(set.namespace, 'dns-name', 'namespace')),
          kubectl('start it anew', 'rollout', 'restart', `daemonset/${word(set.name, 'dns-name', 'daemonset')}`, '-n', word(set.namespace, 'dns-name', 'namespace')),
        ],
  example: { ...exampleMount, nodes: ['aks-nodepool1-31415926-vmss000000'], set: { namespace: 'kube-system', name: 'aks-secrets-store-provider-azure' } },
});
