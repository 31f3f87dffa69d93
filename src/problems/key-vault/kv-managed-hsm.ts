import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface KvManagedHsm {
  readonly host: string;
  readonly name: string;
  readonly origin: string;
}

export const kvManagedHsm = defineProblem<KvManagedHsm>({
  code: 'WI727',
  name: 'kv-managed-hsm',
  link: 'key-vault',
  title: 'The name is that of a Managed HSM, and not of a vault',
  brief: 'a Managed HSM, no vault',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-name-wrong' }],
  what: ({ host, name }) => `${host} does not exist; ${name} is a Managed HSM`,
  why: () => 'A Managed HSM has a host of its own (.managedhsm.azure.net), takes tokens of its own scope, and goes by roles of its own (local RBAC). It holds keys alone: no secrets and no certificates.',
  evidence: ({ host, origin }) => [{ label: 'named', value: host, of: origin }],
  fix: ({ name, origin }) => [
    note(`For a key: name https://${word(name, 'vault-name', 'hsm')}.managedhsm.azure.net where it comes from (${origin}), with a client that asks for that scope. For a secret: name a vault.`),
    az('give the identity a role there', 'keyvault', 'role', 'assignment', 'create', '--hsm-name', word(name, 'vault-name', 'hsm'), '--role', 'Managed HSM Crypto User', '--assignee', '<principal-id>', '--scope', '/keys'),
  ],
  example: { host: 'hsm-shop.vault.azure.net', name: 'hsm-shop', origin: 'env KEYVAULT_URL of container app' },
});
