import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { note } from '../step.ts';

export interface CsiProviderEgress extends MountRef {
  readonly message: string;
}

export const csiProviderEgress = defineProblem<CsiProviderEgress>({
  code: 'WI838',
  name: 'csi-provider-egress',
  link: 'csi',
  title: 'The node does not reach Entra or the vault',
  brief: 'the node reaches no Azure',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['csi-node-dns'],
  what: () => 'The provider waits in vain for an answer of Azure',
  why: () => 'The provider runs with the network of the node: its way out, its DNS and the address that a vault\'s firewall sees are those of the node, not of the pod.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: () => [note('From a pod with hostNetwork on that node, try login.microsoftonline.com:443 and the vault\'s host on 443.')],
  example: { ...exampleMount, message: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' },
});
