import type { VaultObjectType } from '../evidence/subject.ts';

/** What a problem of a vault speaks of: a secret, unless the secrets store driver lists a key or a certificate. */
export interface VaultItem {
  readonly type?: Exclude<VaultObjectType, 'secret'>;
}

interface Words {
  readonly one: string;
  readonly many: string;
  /** What is read of it. */
  readonly values: string;
  /** Narrowest built-in role that reads it. */
  readonly role: string;
  /** Group of `az keyvault`, and flag of `set-policy`. */
  readonly group: string;
}

const words: { readonly [type in VaultObjectType]: Words } = {
  secret: { one: 'secret', many: 'secrets', values: 'secret values', role: 'Key Vault Secrets User', group: 'secret' },
  key: { one: 'key', many: 'keys', values: 'keys', role: 'Key Vault Crypto User', group: 'key' },
  cert: { one: 'certificate', many: 'certificates', values: 'certificates', role: 'Key Vault Certificate User', group: 'certificate' },
};

export function itemWords({ type }: VaultItem): Words {
  return words[type ?? 'secret'];
}
