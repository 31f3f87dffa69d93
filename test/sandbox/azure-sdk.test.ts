import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startAzure } from '../../src/sandbox/azure/start.ts';
import type { RunningAzure } from '../../src/sandbox/azure/start.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import type { AzureScenario, VaultState } from '../../src/sandbox/scenario.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';
const subscriptionId = '33333333-3333-4333-8333-333333333333';
const principalId = '44444444-4444-4444-8444-444444444444';
const issuer = 'https://westeurope.oic.prod-aks.azure.com/tenant/cluster/';
const names = Array.from({ length: 12 }, (_, index) => `fic-${index}`);
const vault: VaultState = {
  name: 'kv-shop',
  subscriptionId,
  resourceGroup: 'rg-shop',
  tenantId,
  permissionModel: 'rbac',
  roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }],
  secrets: { 'db-password': { value: 'hunter2' } },
};
const scenario: AzureScenario = {
  identities: [
    {
      name: 'id-orders',
      subscriptionId,
      resourceGroup: 'rg-shop',
      tenantId,
      clientId,
      principalId,
      federatedCredentials: names.map((name, index) => ({ name, issuer, subject: `system:serviceaccount:shop:${index === 0 ? 'orders' : name}`, audiences: ['api://AzureADTokenExchange'] })),
    },
  ],
  vaults: [vault],
};

/** Our own key, published as the cluster's: the sandbox must verify a signature it did not make. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const directory = mkdtempSync(join(tmpdir(), 'wi-sdk-'));
const tokenFile = join(directory, 'token');
let azure: RunningAzure;

before(async () => {
  const keys = { keys: [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: 'test-key', use: 'sig', alg: 'RS256' }] };
  azure = await startAzure({ scenario, authority: createAuthority('Sandbox CA'), clusterIssuers: [{ issuer, keys: () => keys }], directory });
});

beforeEach(() => {
  azure.setScenario(scenario);
  writeToken('system:serviceaccount:shop:orders');
});

after(async () => {
  await azure.close();
  rmSync(directory, { recursive: true, force: true });
});

function writeToken(subject: string): void {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: subject, aud: ['api://AzureADTokenExchange'], iat: now, nbf: now, exp: now + 3600 };
  const signed = [{ alg: 'RS256', kid: 'test-key' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  writeFileSync(tokenFile, `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`);
}

interface Outcome {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string; readonly statusCode?: number; readonly inner?: string };
}

async function sdk(...args: string[]): Promise<Outcome> {
  const client = fileURLToPath(new URL('azure-sdk-client.ts', import.meta.url));
  const workload = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_FEDERATED_TOKEN_FILE: tokenFile, AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/' };
  const { stdout } = await promisify(execFile)(process.execPath, [client, ...args], { env: { ...azure.env, ...workload }, timeout: 60_000 });
  return JSON.parse(stdout) as Outcome;
}

test('WorkloadIdentityCredential and SecretClient read a secret with nothing but the environment', async () => {
  const from = azure.requests.length;
  const { result } = await sdk('read', 'https://kv-shop.vault.azure.net', 'db-password');
  assert.deepEqual(result, { digest: createHash('sha256').update('hunter2').digest('hex') });
  const seen = azure.requests.slice(from).map(({ method, host, status, token }) => `${method} ${host} ${status} ${token}`);
  assert.deepEqual(seen, [
    'GET kv-shop.vault.azure.net 401 none',
    'POST login.microsoftonline.com 200 assertion',
    'GET kv-shop.vault.azure.net 200 workload',
  ]);
});

test('a subject without a credential ends as AADSTS700213 in the SDK', async () => {
  writeToken('system:serviceaccount:shop:order');
  const { error } = await sdk('read', 'https://kv-shop.vault.azure.net', 'db-password');
  assert.equal(error?.name, 'AuthenticationRequiredError');
  assert.match(error.message, /invalid_client: Error\(s\): 700213 .* presented assertion subject 'system:serviceaccount:shop:order'/);
});

test('a missing role ends as ForbiddenByRbac in the SDK', async () => {
  azure.setScenario({ ...scenario, vaults: [{ ...vault, roleAssignments: [] }] });
  const { error } = await sdk('read', 'https://kv-shop.vault.azure.net', 'db-password');
  assert.equal(error?.code, 'Forbidden');
  assert.equal(error.statusCode, 403);
  assert.equal(error.inner, 'ForbiddenByRbac');
  assert.match(error.message, new RegExp(`Caller: appid=${clientId};oid=${principalId};iss=https://sts.windows.net/${tenantId}/`));
});

test('a vault that does not exist ends as the 502 of the proxy', async () => {
  const { error } = await sdk('read', 'https://kv-typo.vault.azure.net', 'db-password');
  assert.equal(error?.statusCode, 502);
});

test('arm-msi with AzureCliCredential lists every page, writes and deletes credentials', async () => {
  const { result } = await sdk('credentials', subscriptionId, 'rg-shop', 'id-orders');
  assert.deepEqual(result, { names, created: 'system:serviceaccount:a:b', isFound: true, tags: { by: 'test' }, clientId });
});

for (const scope of ['', '/secrets/db-password']) {
  test(`arm-authorization gives and takes away a role at the scope of the vault${scope}`, async () => {
    azure.setScenario({ ...scenario, vaults: [{ ...vault, roleAssignments: [] }] });
    // the SDK itself puts the slash before a scope
    const at = `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop${scope}`;
    assert.deepEqual((await sdk('assignments', subscriptionId, at.slice(1), principalId)).result, { outcomes: [at, 'RoleAssignmentExists'], listed: true, left: false });
  });
}
