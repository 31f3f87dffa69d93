/** The vault: where it is, who may read, and the secret. */
import { freshName, guid, otherDigit } from '../random.ts';
import type { Random } from '../random.ts';
import { slipped, slipsOfName } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import type { Draft, World } from '../world.ts';
import { otherTenantId } from '../../../../src/sandbox/scenarios/shop.ts';
import type { VaultState } from '../../../../src/sandbox/scenario.ts';

type Vault = Draft<VaultState>;
const secretName = 'db-password';

function ofVault(name: string, change: (vault: Vault, random: Random, world: World) => string | undefined): Fault {
  return {
    name: `vault: ${name}`,
    links: ['key-vault'],
    break: (world, random) => {
      const vault = world.azure.vaults?.find((one) => one.name === 'kv-shop');
      return vault === undefined ? undefined : change(vault, random, world);
    },
  };
}

function ofAssignments(name: string, change: (assignment: NonNullable<Vault['roleAssignments']>[number], random: Random) => string): Fault {
  return ofVault(`role assignment, ${name}`, (vault, random) => {
    if (vault.permissionModel !== 'rbac' || (vault.roleAssignments ?? []).length === 0) return undefined;
    return vault.roleAssignments?.map((assignment) => change(assignment, random)).join(', ');
  });
}

function ofPolicies(name: string, change: (policy: NonNullable<Vault['accessPolicies']>[number], random: Random) => string): Fault {
  return ofVault(`access policy, ${name}`, (vault, random) => {
    if (vault.permissionModel !== 'access-policy') return undefined;
    return vault.accessPolicies?.map((policy) => change(policy, random)).join(', ');
  });
}

export const vaultFaults: readonly Fault[] = [
  ofVault('role assignment, not there', (vault) => {
    if (vault.permissionModel !== 'rbac') return undefined;
    vault.roleAssignments = [];
    return 'deleted';
  }),
  ofAssignments('another role', (assignment, random) => became(assignment.role, (assignment.role = random.pick(['Key Vault Crypto User', 'Key Vault Reader', 'Contributor'])))),
  ofAssignments('of a principal a digit away', (assignment, random) => became(assignment.principalId, (assignment.principalId = otherDigit(random, assignment.principalId)))),
  ofAssignments('of somebody else', (assignment, random) => became(assignment.principalId, (assignment.principalId = guid(random)))),
  ofAssignments('on another secret', (assignment, random) => {
    assignment.secret = freshName(random);
    return assignment.secret;
  }),
  ofVault('role assignment, on another vault', (vault, random, { azure }) => {
    if (vault.permissionModel !== 'rbac') return undefined;
    const name = freshName(random);
    azure.vaults?.push({ ...structuredClone(vault), name });
    vault.roleAssignments = [];
    return name;
  }),
  ofVault('a deny assignment', (vault) => {
    if (vault.permissionModel !== 'rbac') return undefined;
    vault.denied = true;
    return 'denied';
  }),
  ofVault('access policy, not there', (vault) => {
    if (vault.permissionModel !== 'access-policy') return undefined;
    vault.accessPolicies = [];
    return 'deleted';
  }),
  ofPolicies('without get', (policy, random) => {
    policy.secrets = random.pick([[], ['list'], ['set', 'delete'], ['list', 'set', 'backup']]);
    return policy.secrets.join(' ');
  }),
  ofPolicies('of a principal a digit away', (policy, random) => became(policy.objectId, (policy.objectId = otherDigit(random, policy.objectId)))),
  ofPolicies('for an application on behalf of it', (policy, random) => (policy.application = guid(random))),
  ofVault('the other permission model', (vault) => became(vault.permissionModel, (vault.permissionModel = vault.permissionModel === 'rbac' ? 'access-policy' : 'rbac'))),
  ofVault('network', (vault, random) => (vault.network = random.pick(['selected', 'private', 'perimeter']))),
  ofVault('not there', (vault, _, { azure }) => {
    azure.vaults = (azure.vaults ?? []).filter((one) => one !== vault);
    return 'deleted';
  }),
  ofVault('another name', (vault, random) => became(vault.name, (vault.name = slipped(random, vault.name, random.pick(slipsOfName))))),
  ofVault('in another tenant', (vault) => became(vault.tenantId, (vault.tenantId = otherTenantId))),
  ofVault('secret not there', (vault) => {
    vault.secrets = {};
    return 'deleted';
  }),
  ofVault('secret under another name', (vault, random) => {
    const secret = vault.secrets[secretName];
    if (secret === undefined) return undefined;
    const name = slipped(random, secretName, random.pick(slipsOfName));
    vault.secrets = { [name]: secret };
    return became(secretName, name);
  }),
  ofVault('secret disabled', (vault) => {
    const secret = vault.secrets[secretName];
    if (secret === undefined) return undefined;
    secret.enabled = false;
    return 'enabled false';
  }),
];
