/** Entra ID: instance discovery, openid-configuration, keys and the token endpoint (`azure-wire.md` §1). */
import { randomUUID } from 'node:crypto';
import { clouds } from './clouds.ts';
import type { Cloud } from './clouds.ts';
import { exchange, tenantFault } from './exchange.ts';
import type { Grant } from './exchange.ts';
import type { IssuerHosting } from './issuers.ts';
import { refusalAnswer } from './refusals.ts';
import type { TokenAuthority } from './tokens.ts';
import { json } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import type { World } from './world.ts';

/** What Entra says for client credentials (`azure-wire.md` §1.2), in seconds. */
const lifetime = 3599;

const noStore = { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' };

export async function answerEntra(call: Call, cloud: Cloud, world: World, issuers: IssuerHosting, tokens: TokenAuthority): Promise<Answer> {
  if (call.path === '/common/discovery/instance') return instanceDiscovery(call);
  const [tenant, rest] = splitTenant(call.path);
  if (call.method === 'POST' && (rest === 'oauth2/v2.0/token' || rest === 'oauth2/token')) {
    const form = new URLSearchParams(call.body);
    const correlationId = form.get('client-request-id') ?? call.query.get('client-request-id') ?? randomUUID();
    const judged = await exchange(tenant, form, { world, cloud, issuers, now: Date.now() / 1000 });
    const headers = { ...noStore, 'client-request-id': correlationId, 'x-ms-ests-server': '2.1.1 - SANDBOX' };
    const answer = 'refusal' in judged ? refusalAnswer(judged.refusal, call.host, correlationId) : tokenAnswer(judged.grant, cloud, tokens);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
  if (call.method === 'GET' && /^(v2\.0\/)?\.well-known\/openid-configuration$/.test(rest)) {
    const fault = tenantFault(tenant, world, 'invalid_tenant');
    return fault === undefined ? json(200, openIdConfiguration(call.host, tenant)) : refusalAnswer(fault, call.host, randomUUID());
  }
  if (call.method === 'GET' && rest.endsWith('discovery/v2.0/keys')) return json(200, tokens.keys);
  return { status: 404, headers: {}, body: '' };
}

function splitTenant(path: string): readonly [string, string] {
  const [, tenant = '', ...rest] = path.split('/');
  return [tenant, rest.join('/')];
}

function tokenAnswer({ principal, resource }: Grant, cloud: Cloud, tokens: TokenAuthority): Answer {
  const now = Math.floor(Date.now() / 1000);
  const accessToken = tokens.issue({
    aud: resource,
    iss: `${cloud.tokenIssuer}${principal.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + lifetime,
    appid: principal.clientId,
    appidacr: '2',
    idp: `${cloud.tokenIssuer}${principal.tenantId}/`,
    idtyp: 'app',
    oid: principal.objectId,
    sub: principal.objectId,
    tid: principal.tenantId,
    ver: '1.0',
    ...(principal.resourceId === undefined ? {} : { xms_mirid: principal.resourceId }),
  });
  return json(200, { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: accessToken }, { 'x-ms-request-id': randomUUID() });
}

function openIdConfiguration(host: string, tenant: string): unknown {
  const base = `https://${host}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  };
}

function instanceDiscovery(call: Call): Answer {
  const endpoint = call.query.get('authorization_endpoint') ?? '';
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const cloud = clouds.find(({ entra }) => url !== undefined && entra.includes(url.hostname));
  if (url === undefined || cloud === undefined) {
    const refusal = { code: 50049, status: 400, error: 'invalid_instance', text: 'Unknown or invalid instance.' } as const;
    return refusalAnswer(refusal, call.host, randomUUID());
  }
  const [tenant] = splitTenant(url.pathname);
  return json(200, {
    tenant_discovery_endpoint: `https://${url.hostname}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: clouds.map(({ entra: [preferred = '', cache = preferred, ...others] }) => ({
      preferred_network: preferred,
      preferred_cache: cache,
      aliases: [...new Set([preferred, cache, ...others])],
    })),
  });
}
