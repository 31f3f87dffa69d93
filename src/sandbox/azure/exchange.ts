/**
 * The token endpoint's judgement of a client assertion.
 *
 * The order of the checks is inferred from threads (`failure-modes.md` §3.5) and unverified; it is all in `exchange`.
 */
import type { FederatedCredentialState } from '../scenario.ts';
import { resourcesOf } from './clouds.ts';
import type { Cloud } from './clouds.ts';
import type { IssuerHosting } from './issuers.ts';
import { refusals } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { decodeJwt, verifiesRs256 } from './tokens.ts';
import type { Jwt } from './tokens.ts';
import { asObject, parseObject, same } from './wire.ts';
import { principalOf } from './world.ts';
import type { Principal, World } from './world.ts';

export interface Grant {
  readonly principal: Principal & { readonly objectId: string };
  /** `aud` of the access token. */
  readonly resource: string;
}

export interface ExchangeContext {
  readonly world: World;
  readonly cloud: Cloud;
  readonly issuers: IssuerHosting;
  /** Epoch seconds. */
  readonly now: number;
}

interface Assertion {
  readonly jwt: Jwt;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly from: number;
  readonly until: number;
}

/** Entra's tolerance for clocks, in seconds (unverified). */
const skew = 300;
const longestLifetime = 25 * 3600;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const dnsName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
/** Scopes of OpenID that MSAL for Go adds and Entra takes. */
const openIdScopes = new Set(['openid', 'offline_access', 'profile', 'email']);
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Judges one POST to the token endpoint of a tenant. */
export async function exchange(tenant: string, form: URLSearchParams, context: ExchangeContext): Promise<{ readonly grant: Grant } | { readonly refusal: Refusal }> {
  const parameters = parameterFault(form);
  if (parameters !== undefined) return { refusal: parameters };
  const unknownTenant = tenantFault(tenant, context.world);
  if (unknownTenant !== undefined) return { refusal: unknownTenant };

  const clientId = form.get('client_id') ?? '';
  const principal = principalOf(context.world, tenant, clientId);
  if (principal === undefined) return { refusal: refusals.applicationNotFound(clientId, tenant) };
  const { objectId } = principal;
  if (objectId === undefined) return { refusal: refusals.servicePrincipalMissing(clientId, tenant) };
  if (!principal.enabled) return { refusal: refusals.applicationDisabled(clientId) };

  const presented = form.get('client_assertion');
  if (presented === null) return { refusal: form.has('client_secret') ? refusals.secretWrong(clientId) : refusals.credentialMissing() };
  if (form.get('client_assertion_type') !== assertionType) return { refusal: refusals.credentialMissing() };
  const assertion = readAssertion(presented);
  if (assertion === undefined) return { refusal: refusals.assertionMalformed() };

  const refusal =
    recordFault(assertion, principal) ??
    (await signatureFault(assertion, context.issuers)) ??
    timeFault(assertion, context.now) ??
    scopeFault(form, tenant, context.cloud);
  return refusal === undefined ? { grant: { principal: { ...principal, objectId }, resource: resourceOf(form) } } : { refusal };
}

function parameterFault(form: URLSearchParams): Refusal | undefined {
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => (form.get(name) ?? '') === '');
  if (missing !== undefined) return refusals.parameterMissing(missing);
  const grant = form.get('grant_type') ?? '';
  return grant === 'client_credentials' ? undefined : refusals.grantUnsupported(grant);
}

/** Whether Entra of this cloud knows the tenant; `error` is the word of the endpoint that was asked. */
export function tenantFault(tenant: string, world: World, error?: string): Refusal | undefined {
  if (!guid.test(tenant) && !dnsName.test(tenant)) return refusals.tenantMalformed(tenant);
  return world.tenants.some((known) => same(known, tenant)) ? undefined : refusals.tenantNotFound(tenant, error);
}

function readAssertion(text: string): Assertion | undefined {
  const jwt = decodeJwt(text);
  if (jwt === undefined) return undefined;
  const { iss, sub, aud, exp, nbf, iat } = jwt.claims;
  const audiences = typeof aud === 'string' ? [aud] : Array.isArray(aud) ? aud.filter((item) => typeof item === 'string') : [];
  const from = nbf ?? iat;
  if (typeof iss !== 'string' || typeof sub !== 'string' || audiences.length === 0) return undefined;
  if (typeof exp !== 'number' || typeof from !== 'number' || !Number.isFinite(exp) || !Number.isFinite(from)) return undefined;
  return { jwt, issuer: iss, subject: sub, audiences, from, until: exp };
}

/** Issuer, then audience, then subject: each byte for byte against what the others left. */
function recordFault({ issuer, subject, audiences }: Assertion, principal: Principal): Refusal | undefined {
  if (principal.credentials.length === 0) return refusals.noCredentials(principal.clientId);
  const ofIssuer = principal.credentials.filter((credential) => credential.issuer === issuer);
  if (ofIssuer.length === 0) return refusals.issuerUnmatched(issuer);
  const ofAudience = ofIssuer.filter((credential) => credential.audiences.some((audience) => audiences.includes(audience)));
  if (ofAudience.length === 0) return refusals.audienceUnmatched(audiences.join(', '));
  return ofAudience.some((credential) => credential.subject === subject) ? undefined : subjectFault(subject, ofAudience);
}

function subjectFault(subject: string, credentials: readonly FederatedCredentialState[]): Refusal {
  if (credentials.some((credential) => credential.subject !== undefined && same(credential.subject, subject))) return refusals.subjectCase(subject);
  // Whether an expression can match a Kubernetes issuer is disputed (`failure-modes.md`, corrections 8); here it never does.
  if (credentials.some((credential) => credential.claimsMatchingExpression !== undefined)) return refusals.expressionUnmatched(subject);
  return refusals.subjectUnmatched(subject);
}

async function signatureFault({ jwt, issuer }: Assertion, issuers: IssuerHosting): Promise<Refusal | undefined> {
  if (/^https:\/\/(sts\.windows\.net|login\.microsoftonline\.com)\//.test(issuer)) return refusals.issuedByEntra(issuer);
  const discovery = await fetchObject(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, issuers);
  const keysUrl = discovery?.['jwks_uri'];
  if (discovery?.['issuer'] !== issuer || typeof keysUrl !== 'string') return refusals.discoveryFailed();
  const keys = (await fetchObject(keysUrl, issuers))?.['keys'];
  if (!Array.isArray(keys)) return refusals.keysFailed();
  if (jwt.header['alg'] !== 'RS256') return refusals.algorithmUnsupported();
  const kid = typeof jwt.header['kid'] === 'string' ? jwt.header['kid'] : '';
  const key: unknown = keys.find((candidate) => asObject(candidate)?.['kid'] === kid);
  if (key === undefined) return refusals.keyMissing(kid, issuer);
  return verifiesRs256(jwt, key) ? undefined : refusals.signatureInvalid();
}

async function fetchObject(address: string, issuers: IssuerHosting): Promise<Readonly<Record<string, unknown>> | undefined> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:') return undefined;
  const answer = await issuers.document(url);
  return answer === undefined || answer === 'refused' || answer.status !== 200 ? undefined : parseObject(answer.body);
}

function timeFault({ from, until }: Assertion, now: number): Refusal | undefined {
  if (now < from - skew || now > until + skew) return refusals.outsideLifetime(now, from, until);
  return until - from > longestLifetime ? refusals.lifetimeTooLong() : undefined;
}

function resourceScopes(form: URLSearchParams): string[] {
  return (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !openIdScopes.has(scope));
}

function resourceOf(form: URLSearchParams): string {
  return (resourceScopes(form)[0] ?? '').replace(/\/\.default$/, '');
}

function scopeFault(form: URLSearchParams, tenant: string, cloud: Cloud): Refusal | undefined {
  const [scope, ...more] = resourceScopes(form);
  if (scope === undefined || more.length > 0) return refusals.scopeInvalid(form.get('scope') ?? '');
  if (!scope.endsWith('/.default')) return refusals.scopeWithoutDefault(scope);
  const resource = resourceOf(form);
  return resourcesOf(cloud).includes(resource.replace(/\/$/, '')) ? undefined : refusals.resourceNotFound(resource, tenant);
}
