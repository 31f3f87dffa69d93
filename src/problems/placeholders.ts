/** Where the value of a placeholder is found: what nobody could read stands in a command as `<name>`. */
import { az, helm, type Step } from './step.ts';

interface Source {
  readonly step: Step;
  /** An earlier command with this in it shows the value already. */
  readonly shownBy: RegExp;
}

const identities = (field: string): string => `[].{name:name,resourceGroup:resourceGroup,${field}:${field}}`;

const sources: Readonly<Record<string, Source>> = {
  cluster: { step: az('find the cluster and its resource group', 'aks', 'list', '--query', '[].{name:name,resourceGroup:resourceGroup}', '-o', 'table'), shownBy: /^az (aks|connectedk8s) list / },
  'client-id': { step: az('find the client id of the identity that is meant', 'identity', 'list', '--query', identities('clientId'), '-o', 'table'), shownBy: /clientId/ },
  'principal-id': { step: az('find the principal id of the identity', 'identity', 'list', '--query', identities('principalId'), '-o', 'table'), shownBy: /principalId/ },
  'tenant-id': { step: az('find the tenant', 'account', 'show', '--query', 'tenantId', '-o', 'tsv'), shownBy: /tenantId/ },
  'identity-resource-id': { step: az('find the resource id of the identity', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,id:id}', '-o', 'table'), shownBy: /id:id/ },
  'vault-resource-id': { step: az('find the resource id of the vault', 'keyvault', 'list', '--query', '[].{name:name,id:id}', '-o', 'table'), shownBy: /^az keyvault (list|show) .*\bid\b/ },
  vault: { step: az('find the name of the vault', 'keyvault', 'list', '--query', '[].name', '-o', 'tsv'), shownBy: /^az keyvault list / },
  identity: { step: az('find the name of the identity', 'identity', 'list', '--query', identities('clientId'), '-o', 'table'), shownBy: /^az identity list |azureidentities .*resourceID/ },
  'resource-id': { step: az('find the id of the resource', 'resource', 'list', '--query', '[].{name:name,type:type,id:id}', '-o', 'table'), shownBy: /id:id/ },
  'vnet-of-the-cluster': { step: az('find the network of the cluster, by its id', 'network', 'vnet', 'list', '--query', '[].{name:name,id:id}', '-o', 'table'), shownBy: /vnet list/ },
  'outbound-address-of-the-cluster': {
    step: az('find the address by which the cluster goes out, in the resource group of its nodes (MC_…)', 'network', 'public-ip', 'list', '--query', '[].{name:name,resourceGroup:resourceGroup,address:ipAddress}', '-o', 'table'),
    shownBy: /public-ip list/,
  },
  release: { step: helm('find the release', 'list', '-A'), shownBy: /^helm list / },
};

/** Every look-up there is: none holds a word of the world. */
export const lookUps: readonly Step[] = Object.values(sources).map(({ step }) => step);

const placeholder = /<([a-z-]+)>/g;

function placeholdersOf({ argv }: Step): readonly string[] {
  return [...argv.join(' ').matchAll(placeholder)].flatMap(([, name = '']) => name);
}

/** The steps with a look-up before the first that has a placeholder, unless an earlier one shows the value. */
export function withSources(steps: readonly Step[]): readonly Step[] {
  const all: Step[] = [];
  for (const step of steps) {
    for (const name of placeholdersOf(step)) {
      const source = sources[name];
      if (source !== undefined && !all.some(({ argv }) => source.shownBy.test(argv.join(' ')))) all.push(source.step);
    }
    all.push(step);
  }
  return all;
}
