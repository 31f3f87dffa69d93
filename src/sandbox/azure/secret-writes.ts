/** What of a secret is changed here: whether it is enabled, and that it comes back after it was deleted. */
import { deniedByRbac, forbidden, signature } from './key-vault-refusals.ts';
import type { AccessClaims } from './tokens.ts';
import { asObject, cloudError, json, parseObject, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import { officerRoles } from './world.ts';
import type { Vault } from './world.ts';

/** The write that a call asks for, to be done once the network lets it in; undefined for any other call. `shown` answers what a read of the secret would. */
export function secretWrite(call: Call, vault: Vault, claims: AccessClaims, shown: (vault: Vault) => Answer): (() => Answer) | undefined {
  const [, collection = '', name = '', last = ''] = call.path.split('/');
  if (name === '') return undefined;
  if (call.method === 'PATCH' && same(collection, 'secrets') && last === '') return () => refusal(vault, name, 'update', 'set', claims) ?? switched(call, vault, name, shown);
  if (call.method === 'POST' && same(`${collection}/${last}`, 'deletedsecrets/recover')) return () => refusal(vault, name, 'recover', 'recover', claims) ?? recovered(vault, name, shown);
  return undefined;
}

/** By a role of officers, or by the permission that a policy calls so. */
function refusal(vault: Vault, name: string, action: string, permission: string, claims: AccessClaims): Answer | undefined {
  const { appid, oid, iss } = claims;
  if (vault.state.permissionModel === 'rbac') {
    const has = vault.roleAssignments.some((item) => same(item.principalId, oid) && (item.secret === undefined || same(item.secret, name)) && officerRoles.has(item.roleDefinition));
    return has && vault.state.denied !== true ? undefined : deniedByRbac(vault, `secrets/${action}/action`, `secrets/${name.toLowerCase()}`, claims);
  }
  if (vault.accessPolicies.some(({ objectId, application, secrets }) => application === undefined && same(objectId, oid) && secrets.some((right) => same(right, permission) || same(right, 'all')))) return undefined;
  return forbidden('AccessDenied', `The user, group or application 'appid=${appid};oid=${oid};numgroups=0;iss=${iss}' does not have secrets ${permission} permission on key vault '${signature(vault)}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`);
}

function switched(call: Call, vault: Vault, name: string, shown: (vault: Vault) => Answer): Answer {
  const { enabled } = asObject(parseObject(call.body)?.['attributes']) ?? {};
  const [key, secret] = named(vault.secrets, name);
  if (key === undefined || secret === undefined) return shown(vault);
  if (typeof enabled !== 'boolean') return cloudError(400, 'BadParameter', 'The sandbox changes nothing of a secret but whether it is enabled.');
  vault.secrets[key] = { ...secret, enabled };
  return withoutValue({ ...vault, secrets: { [key]: { ...secret, enabled: true } } }, enabled, shown);
}

/** Text of the refusal unverified. */
function recovered(vault: Vault, name: string, shown: (vault: Vault) => Answer): Answer {
  const [key, secret] = named(vault.deletedSecrets, name);
  if (key === undefined || secret === undefined) return cloudError(404, 'SecretNotFound', `Deleted Secret not found: ${name}`);
  delete vault.deletedSecrets[key];
  vault.secrets[key] = secret;
  return withoutValue({ ...vault, secrets: { [key]: { ...secret, enabled: true } } }, secret.enabled ?? true, shown);
}

function named<Secret>(secrets: Readonly<Record<string, Secret>>, name: string): readonly [string, Secret] | readonly [] {
  return Object.entries(secrets).find(([candidate]) => same(candidate, name)) ?? [];
}

/** What the answer to a write has of the secret: everything but its value. */
function withoutValue(vault: Vault, enabled: boolean, shown: (vault: Vault) => Answer): Answer {
  const { value: _value, ...rest } = parseObject(shown(vault).body) ?? {};
  return json(200, { ...rest, attributes: { ...asObject(rest['attributes']), enabled } });
}
