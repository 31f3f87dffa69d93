import { isPrivateAddress } from '../private-address.ts';
import { az, note, word } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface KvFirewall {
  readonly vault: string;
  readonly clientAddress?: string;
  /** That was refused; absent where this machine was. */
  readonly pod?: string;
}

export const kvFirewall = defineProblem<KvFirewall>({
  code: 'WI702',
  name: 'kv-firewall',
  link: 'key-vault',
  title: 'The vault\'s firewall refuses the address',
  brief: 'firewall refuses the address',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['kv-firewall-private-ip', 'kv-firewall-egress-changed'],
  what: ({ vault }) => `The firewall of ${vault} does not let the pod's address in`,
  why: () => 'The vault admits selected networks only, and AKS is not a trusted service: the cluster\'s outbound address or subnet must be in its rules.',
  evidence: ({ clientAddress, pod }) => (clientAddress === undefined ? [] : [{ label: 'refused', value: clientAddress, of: pod === undefined ? 'this machine\'s address' : `the address of pod/${pod}` }]),
  fix: ({ vault, clientAddress = '', pod }) => [
    pod !== undefined && isPrivateAddress(clientAddress)
      ? az('let the subnet of the nodes in, which must have the service endpoint Microsoft.KeyVault', 'keyvault', 'network-rule', 'add', '-n', word(vault, 'vault-name', 'vault'), '--subnet', '<subnet-of-the-nodes>')
      : az('let the cluster in', 'keyvault', 'network-rule', 'add', '-n', word(vault, 'vault-name', 'vault'), '--ip-address', word(pod === undefined ? undefined : clientAddress, 'ip-address', 'outbound-address-of-the-cluster')),
    note('Or, if the cluster has no outbound address that stays, reach the vault by a private endpoint.'),
  ],
  example: { vault: 'kv-shop', clientAddress: '203.0.113.7' },
});
