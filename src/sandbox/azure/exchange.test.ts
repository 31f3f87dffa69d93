import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AzureScenario, FederatedCredentialState, IssuerState, ManagedIdentityState } from '../scenario.ts';
import { clouds } from './clouds.ts';
import { exchange } from './exchange.ts';
import { hostIssuers } from './issuers.ts';
import { decodeJwt, rsaKey } from './tokens.ts';
import { createWorld } from './world.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';
const issuer = 'https://westeurope.oic.prod-aks.azure.com/t/c/';
const subject = 'system:serviceaccount:shop:orders';
const audience = 'api://AzureADTokenExchange';
const now = 1_800_000_000;
const cluster = rsaKey();
const stranger = rsaKey();
const credential: FederatedCredentialState = { name: 'fic-orders', issuer, subject, audiences: [audience] };
const identity: ManagedIdentityState = {
  name: 'id-orders',
  subscriptionId: '33333333-3333-4333-8333-333333333333',
  resourceGroup: 'rg-shop',
  tenantId: tenant,
  clientId,
  principalId: '44444444-4444-4444-8444-444444444444',
  federatedCredentials: [credential],
};

interface Attempt {
  readonly tenant?: string;
  readonly form?: Readonly<Record<string, string | undefined>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: typeof cluster;
  readonly scenario?: AzureScenario;
  readonly issuers?: readonly IssuerState[];
}

function assertionOf({ claims = {}, header = {}, key = cluster }: Attempt): string {
  const body = { iss: issuer, sub: subject, aud: [audience], iat: now, nbf: now, exp: now + 3600, ...claims };
  const signed = [{ alg: 'RS256', kid: cluster.kid, ...header }, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/** The AADSTS number, or 0 for a token. */
async function codeOf(attempt: Attempt): Promise<number> {
  const [cloud] = clouds;
  assert.ok(cloud);
  const fields = {
    client_id: clientId,
    scope: 'https://vault.azure.net/.default',
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertionOf(attempt),
    ...attempt.form,
  };
  const form = new URLSearchParams(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const world = createWorld(attempt.scenario ?? { identities: [identity] });
  const issuers = hostIssuers([{ issuer, keys: () => cluster.keys }], attempt.issuers ?? []);
  const judged = await exchange(attempt.tenant ?? tenant, form, { world, cloud, issuers, now });
  return 'refusal' in judged ? judged.refusal.code : 0;
}

function withCredentials(...federatedCredentials: FederatedCredentialState[]): AzureScenario {
  return { identities: [{ ...identity, federatedCredentials }] };
}

function application(servicePrincipal?: { objectId: string; accountEnabled?: boolean }): AzureScenario {
  const state = { displayName: 'orders', tenantId: tenant, appId: clientId, objectId: '55555555-5555-4555-8555-555555555555', federatedCredentials: [credential] };
  return { applications: [servicePrincipal === undefined ? state : { ...state, servicePrincipal }] };
}

const refusals: readonly (readonly [string, number, Attempt])[] = [
  ['a matching assertion is granted', 0, {}],
  ['a tenant that is neither GUID nor domain is malformed', 900023, { tenant: 'contoso' }],
  ['a tenant nothing lives in is not found', 90002, { tenant: '99999999-9999-4999-8999-999999999999' }],
  ['an empty client id is a missing parameter', 900144, { form: { client_id: '' } }],
  ['an unknown client id is not found', 700016, { form: { client_id: '99999999-9999-4999-8999-999999999999' } }],
  ['a principal id is not a client id', 700016, { form: { client_id: identity.principalId } }],
  ['a client id with a trailing newline is not found', 700016, { form: { client_id: `${clientId}\n` } }],
  ['an application without a service principal cannot sign in', 7000229, { scenario: application() }],
  ['a disabled service principal cannot sign in', 7000112, { scenario: application({ objectId: identity.principalId, accountEnabled: false }) }],
  ['an application with a service principal is granted', 0, { scenario: application({ objectId: identity.principalId }) }],
  ['no credential in the request is named as such', 7000216, { form: { client_assertion: undefined } }],
  ['a client secret is never right', 7000215, { form: { client_assertion: undefined, client_secret: 'x' } }],
  ['a text that is no JWT is malformed', 50027, { form: { client_assertion: 'not-a-jwt' } }],
  ['an identity without credentials says so', 70025, { scenario: withCredentials() }],
  ['an issuer without its slash does not match', 700211, { scenario: withCredentials({ ...credential, issuer: issuer.slice(0, -1) }) }],
  ['another audience does not match', 700212, { claims: { aud: ['api://AKSIdentityBinding'] } }],
  ['another subject does not match', 700213, { claims: { sub: 'system:serviceaccount:shop:order' } }],
  ['a subject that differs in case has its own number', 7002138, { claims: { sub: 'system:serviceaccount:Shop:orders' } }],
  ['a subject with a trailing blank does not match', 700213, { scenario: withCredentials({ ...credential, subject: `${subject} ` }) }],
  [
    'an expression never matches a cluster',
    7002131,
    { scenario: withCredentials({ name: 'flexible', issuer, audiences: [audience], claimsMatchingExpression: { value: "claims['sub'] eq 'x'", languageVersion: 1 } }) },
  ],
  ['an issuer that serves nothing cannot be asked', 50166, { issuers: [{ issuer, serves: 'nothing' }] }],
  ['an issuer that answers 404 cannot be asked', 50166, { issuers: [{ issuer, serves: { status: 404 } }] }],
  ['a discovery document of another issuer is refused', 50166, { issuers: [{ issuer, serves: { status: 200, body: '{"issuer":"https://other/","jwks_uri":"https://other/keys"}' } }] }],
  ['a key set that lives nowhere cannot be asked', 90061, { issuers: [{ issuer, serves: { status: 200, body: JSON.stringify({ issuer, jwks_uri: 'https://other.example/keys' }) } }] }],
  ['an algorithm other than RS256 is unsupported', 5002730, { header: { alg: 'ES256' } }],
  ['a key id that is not published is missing', 7000272, { issuers: [{ issuer, serves: 'other-keys' }] }],
  ['another key under a published id fails the signature', 700027, { key: stranger }],
  ['an expired assertion is outside its time', 700024, { claims: { iat: now - 7200, nbf: now - 7200, exp: now - 301 } }],
  ['an assertion expired four minutes ago is within tolerance', 0, { claims: { iat: now - 3600, nbf: now - 3600, exp: now - 240 } }],
  ['an assertion of the future is outside its time', 700024, { claims: { nbf: now + 301, exp: now + 3600 } }],
  ['a lifetime over 25 hours is too long', 70023, { claims: { exp: now + 25 * 3600 + 1 } }],
  ['a scope without .default is refused', 1002012, { form: { scope: 'https://vault.azure.net/user_impersonation' } }],
  ['two resources are refused', 70011, { form: { scope: 'https://vault.azure.net/.default https://graph.microsoft.com/.default' } }],
  ["another cloud's resource is not found", 500011, { form: { scope: 'https://vault.azure.cn/.default' } }],
  ['the scopes MSAL for Go adds are taken', 0, { form: { scope: 'https://vault.azure.net/.default openid offline_access profile' } }],
];

for (const [name, code, attempt] of refusals) {
  test(name, async () => assert.equal(await codeOf(attempt), code));
}

test('what comes earlier in the order hides what comes later', async () => {
  const steps: readonly (readonly [number, Attempt])[] = [
    [90002, { tenant: '99999999-9999-4999-8999-999999999999' }],
    [700016, { form: { client_id: 'nobody' } }],
    [700211, { claims: { iss: 'https://other/' } }],
    [700212, { claims: { aud: 'other' } }],
    [700213, { claims: { sub: 'other' } }],
    [7000272, { header: { kid: 'other' } }],
    [700024, { claims: { nbf: now - 7200, exp: now - 3600 } }],
    [1002012, { form: { scope: 'https://vault.azure.net' } }],
  ];
  for (const [index, [code]] of steps.entries()) {
    const merged = steps.slice(index).reduce<Attempt>(
      (all, [, step]) => ({ ...all, ...step, claims: { ...all.claims, ...step.claims }, form: { ...all.form, ...step.form } }),
      {},
    );
    assert.equal(await codeOf(merged), code);
  }
});

test('no text makes the JWT reader throw, and only three-part texts are JWTs', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(fc.base64String(), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'))), (text) => {
      const jwt = decodeJwt(text);
      assert.ok(jwt === undefined || text.split('.').length === 3);
    }),
  );
});

test('a JWT is read back as it was written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (claims) => {
      const text = [JSON.stringify({ alg: 'RS256' }), JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
      assert.equal(JSON.stringify(decodeJwt(text)?.claims), JSON.stringify(claims));
    }),
  );
});
