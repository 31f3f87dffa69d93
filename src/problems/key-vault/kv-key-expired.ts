import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';

export interface KvKeyExpired {
  readonly vault: string;
  readonly key: string;
  readonly at: string;
  readonly early?: true;
}

export const kvKeyExpired = defineProblem<KvKeyExpired>({
  code: 'WI721',
  name: 'kv-key-expired',
  link: 'key-vault',
  title: 'The key is past its date',
  brief: 'the key is past its date',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ vault, key, at, early }) => `The key ${key} of ${vault} ${early === true ? `is not valid before ${at}` : `expired at ${at}`}: it can be read, and no longer be used for everything`,
  why: () => 'Outside of its dates a key still decrypts, unwraps and verifies, and the vault refuses to sign, encrypt and wrap with it (403, KeyOperationForbidden).',
  fix: ({ vault, key }) => [
    az('make a new version of it', 'keyvault', 'key', 'rotate', '--vault-name', word(vault, 'vault-name', 'vault'), '-n', word(key, 'secret-name', 'key')),
  ],
  example: { vault: 'kv-shop', key: 'signing', at: '2026-10-01T00:00:00.000Z' },
});
