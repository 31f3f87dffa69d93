import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { itemWords, type VaultItem } from '../vault-item.ts';

export interface KvVersionPinned extends VaultItem {
  readonly vault: string;
  readonly secret: string;
  readonly version: string;
  readonly current: string;
  readonly origin: string;
}

export const kvVersionPinned = defineProblem<KvVersionPinned>({
  code: 'WI719',
  name: 'kv-version-pinned',
  link: 'key-vault',
  title: 'An older version is named than the one that is current',
  brief: 'an older version is named',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault, secret, ...item }) => `The ${itemWords(item).one} ${secret} of ${vault} has a newer version than the one that is named`,
  why: () => 'Whoever names a version gets that one for ever: after a rotation the application goes on with the old value.',
  evidence: ({ version, current, origin, vault }) => [
    { label: 'named', value: version, of: origin },
    { label: 'current', value: current, of: vault },
  ],
  fix: ({ origin }) => [note(`If the rotation was meant for this workload, leave the version out where it comes from (${origin}), or name the current one.`)],
  example: { vault: 'kv-shop', secret: 'db-password', version: '0123456789abcdef0123456789abcdef', current: 'fedcba9876543210fedcba9876543210', origin: 'env KEYVAULT_URL of container app' },
});
