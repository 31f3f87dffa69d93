import { defineProblem } from '../problem.ts';
import { az, note, word, type Step } from '../step.ts';

/** By the resources there are: `az network perimeter` is not in the Azure CLI itself. */
export const listPerimeters: Step = az('see the perimeters', 'resource', 'list', '--resource-type', 'Microsoft.Network/networkSecurityPerimeters', '-o', 'table');

export interface KvNsp {
  readonly vault: string;
  readonly clientAddress?: string;
}

export const kvNsp = defineProblem<KvNsp>({
  code: 'WI730',
  name: 'kv-nsp',
  link: 'key-vault',
  title: 'A network security perimeter keeps the pods from the vault',
  brief: 'a perimeter stands above its rules',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault }) => `${vault} is in a network security perimeter, which does not let the pod in`,
  why: () => "The rules of the perimeter stand above those of the vault (publicNetworkAccess: SecuredByPerimeter): what the vault's own firewall admits has no effect.",
  evidence: ({ clientAddress }) => (clientAddress === undefined ? [] : [{ label: 'refused', value: clientAddress, of: "this machine's address" }]),
  fix: ({ vault }) => [
    listPerimeters,
    note(`Add an inbound rule for the outbound address or the subscription of the cluster to the profile that ${word(vault, 'vault-name', 'vault')} is in (az network perimeter profile access-rule create).`),
  ],
  example: { vault: 'kv-shop', clientAddress: '203.0.113.7' },
});
