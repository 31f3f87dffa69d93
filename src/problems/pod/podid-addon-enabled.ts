import type { Owner } from '../../evidence/subject.ts';
import { addExtension } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, wi, word } from '../step.ts';

export interface PodidAddonEnabled {
  readonly owner: Owner;
  readonly nmi: string;
}

export const podidAddonEnabled = defineProblem<PodidAddonEnabled>({
  code: 'WI903',
  name: 'podid-addon-enabled',
  link: 'pod',
  title: 'The pod identity add-on of AKS is still on',
  brief: 'the pod identity add-on is still on',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ nmi }) => `The pod identity add-on of AKS is still on: DaemonSet ${nmi} runs, and these pods carry its label`,
  why: () => 'Pod identity v1 has had no support since September 2025. Its NMI stands between every pod and the metadata service of the node.',
  evidence: ({ nmi }) => [{ label: 'DaemonSet', value: nmi, of: 'kubernetes.azure.com/managedby=aks' }],
  fix: () => [
    wi('see what still uses it, and what moving that takes', 'migrate', 'plan', '-A'),
    addExtension('have the command for it', 'aks-preview'),
    az('then turn it off', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--disable-pod-identity'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, nmi: 'kube-system/nmi' },
});
