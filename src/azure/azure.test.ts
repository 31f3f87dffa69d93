import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { startAzure } from '../sandbox/azure/start.ts';
import type { RunningAzure } from '../sandbox/azure/start.ts';
import { createAuthority } from '../sandbox/certificates.ts';
import type { AzureScenario, FederatedCredentialState } from '../sandbox/scenario.ts';
import { probe } from './testing/loopback.ts';
import type { Job, Probe } from './testing/loopback.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const client = '22222222-2222-4222-8222-222222222222';
const principal = '33333333-3333-4333-8333-333333333333';
const application = '55555555-5555-4555-8555-555555555555';
const subscription = '44444444-4444-4444-8444-444444444444';
const resource = `/subscriptions/${subscription}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`;
const issuer = 'https://oidc.example.test/cluster/';
const audiences = ['api://AzureADTokenExchange'];

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

function assertion(subject = 'system:serviceaccount:shop:orders'): { readonly $secret: string } {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'RS256', kid: 'key', typ: 'JWT' })}.${part({ iss: issuer, sub: subject, aud: audiences, iat: now, nbf: now, exp: now + 600 })}`;
  return { $secret: `${head}.${sign('sha256', Buffer.from(head), pair.privateKey).toString('base64url')}` };
}

const credentials: readonly FederatedCredentialState[] = [
  ...[...'orders'].map((letter, index) => ({ name: `fic-${index}`, issuer, subject: `system:serviceaccount:other:${letter}`, audiences })),
  { name: 'fic-orders', issuer, subject: 'system:serviceaccount:shop:orders', audiences },
  { name: 'fic-flexible', issuer, audiences, claimsMatchingExpression: { value: "claims['sub'] matches 'x:*'", languageVersion: 1 } },
];

const healthy: AzureScenario = {
  identities: [
    { name: 'id-orders', subscriptionId: subscription, resourceGroup: 'rg-shop', tenantId: tenant, clientId: client, principalId: principal, federatedCredentials: credentials },
  ],
  applications: [
    { displayName: 'app', tenantId: tenant, appId: application, objectId: '66666666-6666-4666-8666-666666666666', servicePrincipal: { objectId: '77777777-7777-4777-8777-777777777777' }, federatedCredentials: credentials.slice(0, 2) },
  ],
  vaults: [
    {
      name: 'kv-shop',
      subscriptionId: subscription,
      resourceGroup: 'rg-shop',
      tenantId: tenant,
      permissionModel: 'rbac',
      roleAssignments: [{ principalId: principal, role: 'Key Vault Secrets User' }],
      secrets: { db: { value: 'canary-secret-value' }, off: { value: 'canary-secret-value', enabled: false } },
    },
  ],
};

const query = `resources | where type =~ 'microsoft.managedidentity/userassignedidentities' | where tostring(properties.clientId) =~ '${client}' | project id, name`;

interface Run extends Probe {
  readonly azure: RunningAzure;
}

/** Runs steps of the port in a child whose only Azure is the sandbox. */
async function inSandbox(scenario: AzureScenario, steps: Job['steps'], use: (run: Run) => void | Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-sandbox-'));
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'RS256', use: 'sig' };
  const azure = await startAzure({ scenario, authority: createAuthority('sandbox'), clusterIssuers: [{ issuer, keys: () => ({ keys: [jwk] }) }], directory });
  try {
    await use({ ...(await probe(azure, { azure: { env: azure.env }, steps }, azure.env)), azure });
  } finally {
    await azure.close();
    await rm(directory, { recursive: true });
  }
}

const exchange = (more: object = {}): Job['steps'][number] => ({
  method: 'exchange',
  args: [{ authorityHost: 'https://login.microsoftonline.com/', tenantId: tenant, clientId: client, scope: 'https://vault.azure.net/.default', assertion: assertion(), ...more }],
});
const read = (secretName: string, vaultHost = 'kv-shop.vault.azure.net'): Job['steps'][number] => ({ method: 'readSecret', args: [{ vaultHost, secretName, accessToken: '$previous' }] });
const values = (results: Probe['results']): readonly Readonly<Record<string, unknown>>[] => results.map((result) => ({ ...(result.fault ?? (result.value as object)) }));

test('a healthy world: exchange, read, identity, credentials to the last page with the flexible one, and the issuer', async () => {
  const steps = [
    exchange(),
    read('db'),
    { method: 'resourceGraph', args: [query, '$shape'] },
    { method: 'identityCredentials', args: [resource, tenant] },
    { method: 'applicationCredentials', args: [application] },
    { method: 'graphGet', args: [`/v1.0/servicePrincipals(appId='${client}')`, '$shape'] },
    { method: 'publicDocument', args: [`${issuer}.well-known/openid-configuration`] },
    { method: 'operatorSource', args: [] },
  ];
  await inSandbox(healthy, steps, ({ results, output, azure }) => {
    assert.deepEqual(results.map((result) => result.fault ?? result.bug).filter((problem) => problem !== undefined), []);
    const [token, secret, rows, listed, ofApplication] = results.map((result) => result.value);
    const { result, objectId, applicationId, tenantId } = token as Readonly<Record<string, unknown>>;
    assert.deepEqual({ result, objectId, applicationId, tenantId }, { result: 'token', objectId: principal, applicationId: client, tenantId: tenant });
    assert.deepEqual({ ...(secret as object), version: 'V' }, { result: 'read', version: 'V', enabled: true, createdOn: '2026-01-01T00:00:00.000Z' });
    assert.equal((rows as readonly unknown[]).length, 1);
    assert.deepEqual(listed, credentials.map(({ claimsMatchingExpression, ...rest }) => ({ ...rest, ...(claimsMatchingExpression === undefined ? {} : { expression: claimsMatchingExpression.value }) })));
    assert.deepEqual(ofApplication, credentials.slice(0, 2));
    const { json, kind } = { ...(results[6]?.value as object), ...(results[7]?.value as object) } as Readonly<Record<string, unknown>>;
    assert.equal((json as { issuer: string }).issuer, issuer);
    assert.equal(kind, 'azure-cli');
    assert.doesNotMatch(output, /canary-secret-value|eyJ/);
    const strangers = azure.requests.filter(({ host, token: kind }) => (kind === 'operator' && !/^(management\.azure|graph\.microsoft)\.com$/.test(host)) || (kind === 'workload' && host !== 'kv-shop.vault.azure.net'));
    assert.deepEqual(strangers, []);
  });
});

test('what Entra and the vault refuse arrives with its code and its parts', async () => {
  const [vault] = healthy.vaults ?? [];
  assert.ok(vault !== undefined);
  const closed: AzureScenario = { ...healthy, vaults: [{ ...vault, roleAssignments: [] }, { ...vault, name: 'kv-wall', network: 'selected' }, { ...vault, name: 'kv-open' }] };
  const steps = [
    exchange({ assertion: assertion('system:serviceaccount:shop:Orders') }),
    exchange({ assertion: assertion('system:serviceaccount:shop:nobody') }),
    exchange({ clientId: '99999999-9999-4999-8999-999999999999' }),
    exchange(),
    read('db'),
  ];
  await inSandbox(closed, steps, ({ results }) => {
    const seen = values(results);
    assert.deepEqual(seen.slice(0, 3).map(({ result, aadsts }) => [result, aadsts]), [['refused', 7002138], ['refused', 7002131], ['refused', 700016]]);
    assert.doesNotMatch(String(seen[1]?.['description']), /Trace ID|Correlation ID|Timestamp/);
    const { result, status, innerCode, callerObjectId, callerAppId, action } = seen[4] ?? {};
    assert.deepEqual({ result, status, innerCode, callerObjectId, callerAppId, action }, {
      result: 'refused',
      status: 403,
      innerCode: 'ForbiddenByRbac',
      callerObjectId: principal,
      callerAppId: client,
      action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
    });
  });
  await inSandbox(closed, [exchange(), read('db', 'kv-wall.vault.azure.net')], ({ results }) => {
    const { innerCode, clientAddress } = values(results)[1] ?? {};
    assert.equal(innerCode, 'ForbiddenByFirewall');
    assert.match(String(clientAddress), /^[0-9a-f.:]+$/);
  });
  await inSandbox(healthy, [exchange(), read('nope')], ({ results }) => assert.deepEqual([values(results)[1]?.['status'], values(results)[1]?.['code']], [404, 'SecretNotFound']));
  await inSandbox(healthy, [exchange(), read('off')], ({ results }) => assert.equal(values(results)[1]?.['innerCode'], 'SecretDisabled'));
  await inSandbox(healthy, [exchange(), read('db', 'kv-gone.vault.azure.net')], ({ results }) => assert.equal(values(results)[1]?.['kind'], 'unreachable'));
});

test('a key and a certificate are read at their own addresses, by name or version, with rights of their own', async () => {
  const [kv] = healthy.vaults ?? [];
  assert.ok(kv !== undefined);
  const objects = { ...kv, keys: { signing: { version: 'a1' }, off: { enabled: false } }, certificates: { tls: { version: 'b2' } } };
  const readAs = (type: string, secretName: string, version?: string): Job['steps'][number] => ({
    method: 'readSecret',
    args: [{ vaultHost: 'kv-shop.vault.azure.net', type, secretName, ...(version === undefined ? {} : { version }), accessToken: '$previous' }],
  });
  const reads = [readAs('key', 'signing'), readAs('key', 'signing', 'a1'), readAs('cert', 'tls'), readAs('cert', 'tls', 'b2'), readAs('key', 'off'), readAs('cert', 'gone'), readAs('secret', 'db', 'ffff')];
  const steps = reads.flatMap((step) => [exchange(), step]);
  const answers = (results: Probe['results']): readonly unknown[] => values(results).flatMap(({ result, version, status, code, innerCode }, at) => (at % 2 === 0 ? [] : [result === 'read' ? version : [status, innerCode ?? code]]));
  const roles = ['Key Vault Secrets User', 'Key Vault Crypto User', 'Key Vault Certificate User'] as const;
  const given = { ...objects, roleAssignments: roles.map((role) => ({ principalId: principal, role })) };
  await inSandbox({ ...healthy, vaults: [given] }, steps, ({ results, output }) => {
    assert.deepEqual(answers(results), ['a1', 'a1', 'b2', 'b2', [403, 'KeyDisabled'], [404, 'CertificateNotFound'], [404, 'SecretNotFound']]);
    assert.doesNotMatch(output, /eyJ/);
  });
  await inSandbox({ ...healthy, vaults: [objects] }, steps.slice(0, 6), ({ results }) => {
    assert.deepEqual(answers(results), [[403, 'ForbiddenByRbac'], [403, 'ForbiddenByRbac'], [403, 'ForbiddenByRbac']]);
    assert.deepEqual(values(results).flatMap(({ action }) => action ?? []), ['Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/keys/read', 'Microsoft.KeyVault/vaults/certificates/read']);
  });
});

test('an operator without rights gets what Azure says, and one without a login is told to log in', async () => {
  const asking = [
    { method: 'identityCredentials', args: [resource] },
    { method: 'applicationCredentials', args: [application] },
    { method: 'resourceGraph', args: [query, '$shape'] },
  ];
  await inSandbox({ ...healthy, operator: { tenantId: tenant, may: [] } }, asking, ({ results }) => {
    assert.deepEqual(results.slice(0, 2).map(({ fault }) => [fault?.kind, fault?.['status'], fault?.['code']]), [['status', 403, 'AuthorizationFailed'], ['status', 403, 'Authorization_RequestDenied']]);
    assert.deepEqual(results[2]?.value, []);
  });
  await inSandbox({ ...healthy, operator: 'none' }, asking, ({ results, azure }) => {
    assert.deepEqual(results.map(({ fault }) => fault), asking.map(() => ({ kind: 'not-sent', message: 'no Azure credential here; run: az login' })));
    assert.deepEqual(azure.requests, []);
  });
});
