/** Key Vault's data plane: challenge, token, network, authorization, then the object (`azure-wire.md` §3). */
import { createHash, randomUUID } from 'node:crypto';
import { callerOf } from './caller.ts';
import type { Cloud } from './clouds.ts';
import { deniedByRbac, forbidden, signature } from './key-vault-refusals.ts';
import { secretWrite } from './secret-writes.ts';
import type { VaultItemState, VaultState } from '../scenario.ts';
import type { AccessClaims, TokenAuthority } from './tokens.ts';
import { cloudError, json, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import { location, readerRoles } from './world.ts';
import type { Vault, World } from './world.ts';

/** The address the vault sees: one of documentation (RFC 5737), as the loopback address would teach nothing. */
const clientAddress = '203.0.113.7';
/** Microsoft's own tenants, which every vault names beside its own. */
const firstPartyTenants = ['f8cdef31-a31e-4b4a-93e4-5f571e91255a', 'e2d54eb5-3869-4f70-8578-dee5fc7331f4'];

export function answerVault(call: Call, cloud: Cloud, vault: Vault, world: World, tokens: TokenAuthority): Answer {
  const answer = judged(call, cloud, vault, world, tokens);
  const headers = {
    'x-ms-keyvault-region': location,
    'x-ms-keyvault-service-version': '1.9.2400.1',
    'x-ms-keyvault-network-info': `conn_type=Ipv4;addr=${clientAddress};act_addr_fam=InterNetwork;`,
    'x-ms-request-id': randomUUID(),
  };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function judged(call: Call, cloud: Cloud, vault: Vault, world: World, tokens: TokenAuthority): Answer {
  const resource = `https://${cloud.vaultSuffix}`;
  const refuse = (message: string, error = ''): Answer =>
    cloudError(401, 'Unauthorized', message, {
      'www-authenticate': `Bearer authorization="${cloud.challengeAuthority}/${vault.state.tenantId}", resource="${resource}"${error}`,
    });
  const invalid = ', error="invalid_token"';
  const caller = callerOf(call, [resource], world, tokens);
  if (caller === 'no-bearer') return refuse('AKV10000: Request is missing a Bearer or PoP token.');
  // The numbers of these two are unverified; the catalogue knows only that the class exists.
  if (caller === 'not-ours') return refuse('AKV10046: Unable to resolve the key used for signature validation.', invalid);
  if (caller === 'expired') return refuse('AKV10001: Token is expired.', invalid);
  if (caller === 'wrong-audience') return refuse(`AKV10022: Invalid audience. Expected ${resource}, found: ${audienceOf(call, tokens)}.`, invalid);
  const { claims } = caller.bearer;
  if (!same(claims.tid, vault.state.tenantId)) {
    const expected = [vault.state.tenantId, ...firstPartyTenants].map((tenant) => `${cloud.tokenIssuer}${tenant}/`);
    return refuse(`AKV10032: Invalid issuer. Expected one of ${expected.join(', ')}, found ${claims.iss}.`, invalid);
  }
  const [, collection = '', name = '', version = ''] = call.path.split('/');
  const kind = (['secrets', 'keys', 'certificates'] as const).find((one) => same(one, collection));
  const write = secretWrite(call, vault, claims, (state) => objectAnswer(call, state, 'secrets', name, ''));
  if (write !== undefined) return networkRefusal(vault, claims) ?? write();
  if (call.method !== 'GET' || kind === undefined || name === '') return cloudError(404, 'NotFound', `The sandbox has no answer for ${call.method} ${call.path}.`);
  return networkRefusal(vault, claims) ?? authorizationRefusal(vault, kind, name, claims) ?? objectAnswer(call, vault, kind, name, version);
}

function audienceOf(call: Call, tokens: TokenAuthority): string {
  return tokens.bearer((call.headers.authorization ?? '').replace(/^Bearer +/i, ''))?.claims.aud ?? '';
}

/** Seen in the wild (text). */
function networkRefusal(vault: Vault, { appid, oid, iss }: AccessClaims): Answer | undefined {
  switch (vault.state.network ?? 'public') {
    case 'public':
      return undefined;
    case 'selected':
    case 'perimeter':
      return forbidden('ForbiddenByFirewall', `Client address is not authorized and caller is not a trusted service.\r\nClient address: ${clientAddress}\r\nCaller: appid=${appid};oid=${oid};iss=${iss}\r\nVault: ${signature(vault)}`);
    case 'private':
      return forbidden('ForbiddenByConnection', 'Public network access is disabled and request is not from a trusted service nor via an approved private link.');
  }
}

/** Seen in the wild (both texts; of the policy text both AccessDenied and ForbiddenByPolicy occur). */
function authorizationRefusal(vault: Vault, kind: Collection, object: string, { appid, oid, iss }: AccessClaims): Answer | undefined {
  const { state } = vault;
  if (state.permissionModel === 'access-policy') {
    // the scenarios give permissions on secrets alone
    const own = vault.accessPolicies.filter(({ objectId, secrets }) => kind === 'secrets' && same(objectId, oid) && secrets.some((right) => same(right, 'get') || same(right, 'all')));
    if (own.some(({ application }) => application === undefined)) return undefined;
    if (own.length > 0) return forbidden('ForbiddenByPolicy', `The policy requires the caller 'appid=${appid};oid=${oid};iss=${iss}' to use on-behalf-of (OBO) flow. For more information on OBO, please see https://go.microsoft.com/fwlink/?linkid=2152310`);
    return forbidden('AccessDenied', `The user, group or application 'appid=${appid};oid=${oid};numgroups=0;iss=${iss}' does not have ${kind} get permission on key vault '${signature(vault)}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`);
  }
  const { denied = false } = state;
  if (!denied && vault.roleAssignments.some((item) => same(item.principalId, oid) && item.condition === undefined && (item.secret === undefined || (kind === 'secrets' && same(item.secret, object))) && readerRoles[kind].has(item.roleDefinition))) return undefined;
  return deniedByRbac(vault, `${kind}/${kind === 'secrets' ? 'getSecret/action' : 'read'}`, `${kind}/${object.toLowerCase()}`, { appid, oid, iss });
}

type Collection = keyof typeof readerRoles;

const singular = { secrets: 'secret', keys: 'key', certificates: 'certificate' } as const;

function objectAnswer(call: Call, { state, secrets }: Vault, kind: Collection, name: string, version: string): Answer {
  const items: Readonly<Record<string, VaultState['secrets'][string] | VaultItemState>> = (kind === 'secrets' ? secrets : state[kind]) ?? {};
  const [key, item] = Object.entries(items).find(([candidate]) => same(candidate, name)) ?? [];
  const current = item?.version ?? createHash('sha256').update(`${state.name}/${name.toLowerCase()}`).digest('hex').slice(0, 32);
  const one = singular[kind];
  const older = item !== undefined && 'olderVersions' in item ? (item.olderVersions ?? []) : [];
  const shown = older.find((one) => same(one, version)) ?? current;
  if (key === undefined || item === undefined || (version !== '' && !same(version, shown))) {
    const asked = version === '' ? name : `${name}/${version}`;
    return cloudError(404, `${one.charAt(0).toUpperCase()}${one.slice(1)}NotFound`, `A ${one} with (name/id) ${asked} was not found in this key vault. If you recently deleted this ${one} you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`);
  }
  if (item.enabled === false) return forbidden(`${one.charAt(0).toUpperCase()}${one.slice(1)}Disabled`, `Operation get is not allowed on a disabled ${one}.`);
  const created = Math.floor(Date.parse('2026-01-01T00:00:00Z') / 1000);
  // An expired secret is still given (`failure-modes.md` §4).
  const seconds = (date: string): number => Math.floor(Date.parse(date) / 1000);
  const exp = item.expires === undefined ? {} : { exp: seconds(item.expires) };
  const nbf = 'notBefore' in item && item.notBefore !== undefined ? { nbf: seconds(item.notBefore) } : {};
  const attributes = { enabled: true, ...nbf, ...exp, created, updated: created, recoveryLevel: 'Recoverable+Purgeable', recoverableDays: 90 };
  const id = (collection: Collection): string => `https://${call.host}/${collection}/${key}/${shown}`;
  switch (kind) {
    case 'secrets':
      return json(200, { value: 'value' in item ? item.value : '', contentType: 'text/plain', id: id('secrets'), attributes, tags: {} });
    case 'keys':
      return json(200, { key: { kid: id('keys'), kty: 'RSA', key_ops: ['verify', 'wrapKey'], n: 'sXch', e: 'AQAB' }, attributes, tags: {} });
    case 'certificates':
      return json(200, { id: id('certificates'), kid: id('keys'), sid: id('secrets'), x5t: 'dGh1bWI', cer: 'MAA=', attributes, policy: { id: `https://${call.host}/certificates/${key}/policy` }, tags: {} });
  }
}
