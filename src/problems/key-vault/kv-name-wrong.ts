import type { Target } from '../../evidence/subject.ts';
import { correctVariable } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word, type Step } from '../step.ts';

export interface KvNameWrong {
  readonly vault: string;
  readonly host: string;
  readonly origin: string;
  readonly owner?: Target;
}

export const kvNameWrong = defineProblem<KvNameWrong>({
  code: 'WI714',
  name: 'kv-name-wrong',
  link: 'key-vault',
  title: 'There is no vault of this name',
  brief: 'no vault of this name',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['kv-soft-deleted'],
  what: ({ host }) => `${host} does not exist`,
  why: () => 'A vault that exists has a name in the public DNS, and this one has none. So either the name is misspelt, or the vault was deleted.',
  evidence: ({ host, origin }) => [{ label: 'named', value: host, of: origin }],
  fix: ({ vault, origin, owner }) => {
    const name = word(vault, 'vault-name', 'vault');
    return [
      az('look for a name that is nearly the same (it lists the vaults of the current subscription that you may see)', 'keyvault', 'list', '--query', '[].name', '-o', 'tsv'),
      note(`If there is one, the name is misspelt: put the right one where it comes from (${origin}); new pods have it.`),
      ...inTemplate(origin, owner),
      az('if there is none, see whether the vault was deleted', 'keyvault', 'list-deleted', '--resource-type', 'vault', '--query', `[?name=='${name}'].{name:name,deleted:properties.deletionDate}`, '-o', 'table'),
      az('if it stands there, recover it', 'keyvault', 'recover', '-n', name),
    ];
  },
  example: { vault: 'kv-shopp', host: 'kv-shopp.vault.azure.net', origin: 'env KEYVAULT_URL of container app', owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});

/** The command for a variable that the template sets. */
function inTemplate(origin: string, owner: Target | undefined): readonly Step[] {
  const [, variable, container] = /^env ([A-Z_][A-Z0-9_]*) of container (\S+)$/i.exec(origin) ?? [];
  return owner === undefined || variable === undefined || container === undefined ? [] : [correctVariable(owner, container, variable, '<right-value>')];
}
