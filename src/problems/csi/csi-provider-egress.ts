import { defineProblem } from '../problem.ts';
import { exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { note, kubectl, word } from '../step.ts';

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
  fix: ({ namespace, owner }) => [
    kubectl('see on which node the pod waits', 'get', 'pods', '-n', word(namespace, 'dns-name', 'namespace'), '-o', 'wide'),
    kubectl('try Entra from that node, with its network', 'debug', `node/${word(undefined, 'dns-name', 'node')}`, '-it', '--image=curlimages/curl', '--', 'curl', '-sS', '-m', '10', '-o', '/dev/null', '-w', '%{http_code}', 'https://login.microsoftonline.com'),
    note('Try the host of the vault in the same way. Any number but 000 is an answer; else let the nodes reach both on port 443 and resolve their names, in the firewall, the route table or the DNS of their network. kubectl debug leaves a pod behind: delete it.'),
    ...mountAgain(owner),
  ],
  example: { ...exampleMount, message: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' },
});
