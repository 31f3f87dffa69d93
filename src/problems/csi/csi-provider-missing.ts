import { enableAddOn, installByHelm } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl, word } from '../step.ts';

export interface CsiProviderMissing extends MountRef {
  /** DaemonSet of the provider, where there is one, and on how many nodes it is ready. */
  readonly set?: { readonly namespace: string; readonly name: string; readonly ready: number; readonly wanted: number };
}

export const csiProviderMissing = defineProblem<CsiProviderMissing>({
  code: 'WI802',
  name: 'csi-provider-missing',
  link: 'csi',
  title: 'The Azure provider is not on every node',
  brief: 'the Azure provider is not on every node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ set }) => (set === undefined ? 'The Azure provider of the secrets store driver is not installed' : `The Azure provider of the secrets store driver is ready on ${set.ready} of ${set.wanted} nodes`),
  why: () => 'The driver asks the provider on the same node for the objects. Without it a new pod waits in ContainerCreating, for two minutes without any event; running pods keep what they have, and nothing is renewed.',
  evidence: ({ set }) => (set === undefined ? [] : [{ label: 'DaemonSet', value: `${set.namespace}/${set.name}` }]),
  fix: ({ set }) =>
    set === undefined
      ? [
          enableAddOn('on AKS: enable the add-on, which brings both'),
          installByHelm(),
        ]
      : [
          kubectl('see why it does not run there', 'describe', `daemonset/${word(set.name, 'dns-name', 'daemonset')}`, '-n', word(set.namespace, 'dns-name', 'namespace')),
          kubectl('start it anew', 'rollout', 'restart', `daemonset/${word(set.name, 'dns-name', 'daemonset')}`, '-n', word(set.namespace, 'dns-name', 'namespace')),
        ],
  example: { ...exampleMount, set: { namespace: 'kube-system', name: 'aks-secrets-store-provider-azure', ready: 2, wanted: 3 } },
});
