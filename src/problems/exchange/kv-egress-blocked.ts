import { isPrivateAddress } from '../private-address.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';
import { linesOf, type SeenFromPod } from './from-pod.ts';

export interface KvEgressBlocked extends SeenFromPod {
  readonly namespace: string;
}

export const kvEgressBlocked = defineProblem<KvEgressBlocked>({
  code: 'WI623',
  name: 'kv-egress-blocked',
  link: 'exchange',
  title: 'The vault cannot be reached',
  brief: 'the vault cannot be reached',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host }) => `The pods cannot reach ${host}`,
  why: ({ addresses = [] }) =>
    `Entra answers there, the vault does not: a firewall, a route or a network policy keeps the pods from port 443 of it.${addresses.some(isPrivateAddress) ? ' The name leads to a private address: a private endpoint that is gone, or that the network of the cluster has no way to.' : ''}`,
  evidence: linesOf,
  fix: ({ host, namespace }) => [
    kubectl('see what keeps the pods in', 'get', 'networkpolicies', '-n', word(namespace, 'dns-name', 'namespace')),
    note(`Let the cluster reach ${host}:443.`),
  ],
  example: { host: 'kv-shop.vault.azure.net', namespace: 'shop', detail: 'Failed to connect to kv-shop.vault.azure.net port 443 after 8000 ms: Timeout was reached', pod: 'orders-7c9f-abcde', worksHere: true },
});
