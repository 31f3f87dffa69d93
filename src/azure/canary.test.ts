import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { probe, startLoopback } from './testing/loopback.ts';
import type { LoopbackOptions, Loopback, Received, Reply } from './testing/loopback.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const client = '22222222-2222-4222-8222-222222222222';
const principal = '33333333-3333-4333-8333-333333333333';
const identity = `/subscriptions/44444444-4444-4444-8444-444444444444/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`;
const assertion = jwt({ iss: 'https://issuer.example/', canary: 'assertion' });
const operatorToken = 'canary.operator.token.0123456789';
const secretValue = 'canary-secret-value';

function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function accessToken(audience = 'https://vault.azure.net'): string {
  return jwt({ aud: audience, oid: principal, appid: client, tid: tenant });
}

async function withLoopback(options: LoopbackOptions, use: (loopback: Loopback) => Promise<void>): Promise<void> {
  const loopback = await startLoopback(options);
  try {
    await use(loopback);
  } finally {
    await loopback.close();
  }
}

/** A PATH with an `az` that answers as the given script does, and how often it ran. */
async function withAz(script: string, use: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-az-'));
  try {
    await writeFile(join(directory, 'az'), `#!/bin/sh\n${script}\n`);
    await chmod(join(directory, 'az'), 0o755);
    await use({ PATH: `${directory}:/usr/bin:/bin`, AZURE_CONFIG_DIR: directory });
  } finally {
    await rm(directory, { recursive: true });
  }
}

const azAnswers = `echo '{"accessToken":"${operatorToken}","expires_on":4102444800}'`;

function vault(request: Received): Reply {
  if (request.headers.authorization === undefined) {
    return {
      status: 401,
      headers: { 'www-authenticate': `Bearer authorization="https://login.windows.net/${tenant}", resource="https://vault.azure.net"` },
      body: { error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' } },
    };
  }
  return { status: 200, body: { value: secretValue, id: `https://${request.host}/secrets/db/0123`, attributes: { enabled: true, exp: 1_900_000_000 } } };
}

function entra(): Reply {
  return { status: 200, headers: { date: 'Tue, 22 Apr 2025 01:01:11 GMT' }, body: { token_type: 'Bearer', expires_in: 3599, access_token: accessToken() } };
}

const exchangeStep = (more: object = {}): { method: string; args: unknown[] } => ({
  method: 'exchange',
  args: [
    {
      authorityHost: 'https://login.microsoftonline.com/',
      tenantId: tenant,
      clientId: client,
      scope: 'https://vault.azure.net/.default',
      assertion: { $secret: assertion },
      ...more,
    },
  ],
});

const readStep = (more: object = {}): { method: string; args: unknown[] } => ({
  method: 'readSecret',
  args: [{ vaultHost: 'kv-shop.vault.azure.net', secretName: 'db', accessToken: { $secret: accessToken() }, ...more }],
});

const bearers = (loopback: Loopback, host: string): number =>
  loopback.requests.filter((request) => request.host === host && request.headers.authorization !== undefined).length;

test('an exchange and a read give the principal and the attributes, and no token or value is seen even at verbose log level', async () => {
  await withLoopback({ answer: (request) => (request.host.startsWith('login') ? entra() : vault(request)) }, async (loopback) => {
    const job = { azure: { env: {} }, steps: [exchangeStep(), readStep({ accessToken: '$previous' })] };
    const { results, output } = await probe(loopback, job, { AZURE_LOG_LEVEL: 'verbose' });
    assert.deepEqual(results.map((result) => result.value), [
      {
        result: 'token',
        accessToken: '[redacted]',
        expiresInSeconds: 3599,
        objectId: principal,
        applicationId: client,
        tenantId: tenant,
        entraDate: 'Tue, 22 Apr 2025 01:01:11 GMT',
      },
      { result: 'read', version: '0123', enabled: true, expiresOn: '2030-03-17T17:46:40.000Z' },
    ]);
    assert.match(output, /azure:/, 'the SDK logs at this level');
    for (const value of [assertion, accessToken(), secretValue]) assert.ok(!output.includes(value));
    const posted = new URLSearchParams(loopback.requests[0]?.body);
    assert.equal(posted.get('client_assertion'), assertion);
    assert.equal(loopback.requests[0]?.path, `/${tenant}/oauth2/v2.0/token`);
    assert.equal(bearers(loopback, 'kv-shop.vault.azure.net'), 1);
  });
});

test('a token that a server echoes is in no error, no inspected object and no log', async () => {
  const echo = (request: Received): Reply => {
    if (request.host.endsWith('vault.azure.net') && request.headers.authorization === undefined) return vault(request);
    const said = request.headers.authorization ?? new URLSearchParams(request.body).get('client_assertion') ?? '';
    return { status: 403, body: { error: request.host.startsWith('login') ? said : { code: 'Forbidden', message: `you sent ${said}` }, error_description: `you sent ${said}` } };
  };
  await withLoopback({ answer: echo }, (loopback) =>
    withAz(azAnswers, async (env) => {
      const opaque = 'canary-opaque-workload-token-000';
      const steps = [
        exchangeStep({ assertion: { $secret: 'canary-opaque-assertion-000000' } }),
        readStep({ accessToken: { $secret: opaque } }),
        { method: 'armGet', args: ['/subscriptions?api-version=2022-12-01', '$shape'] },
        { method: 'identityCredentials', args: [identity] },
      ];
      const { results, output } = await probe(loopback, { azure: { env }, steps }, { AZURE_LOG_LEVEL: 'verbose' });
      assert.deepEqual(results.map((result) => result.fault?.kind ?? (result.value as { result: string }).result), ['refused', 'refused', 'status', 'status']);
      assert.match(output, /you sent \[redacted\]|Bearer \[redacted\]/);
      for (const value of [opaque, 'canary-opaque-assertion-000000', operatorToken]) assert.ok(!output.includes(value), value);
    }),
  );
});

test('an authority that a pod names and Entra does not have receives nothing', async () => {
  await withLoopback({ answer: entra }, async (loopback) => {
    const authorities = [
      'https://evil.example/',
      'http://login.microsoftonline.com/',
      'https://login.microsoftonline.com.evil.example/',
      'https://login.microsoftonline.com@evil.example/',
      'https://login.microsoftonline.com:8443/',
      'https://login.microsoftonline.com/evil/',
      ' https://login.microsoftonline.com/',
      '',
    ];
    const steps = [...authorities.map((authorityHost) => exchangeStep({ authorityHost })), exchangeStep({ tenantId: '' }), exchangeStep({ tenantId: '..' })];
    const { results } = await probe(loopback, { azure: { env: {} }, steps });
    assert.deepEqual(results.map((result) => result.fault?.kind), steps.map(() => 'not-sent'));
    assert.deepEqual(loopback.requests, []);
  });
});

test('a tenant with path characters stays inside its segment', async () => {
  await withLoopback({ answer: entra }, async (loopback) => {
    await probe(loopback, { azure: { env: {} }, steps: [exchangeStep({ tenantId: '../a?b#c' })] });
    assert.deepEqual(loopback.requests.map((request) => request.path), ['/..%2Fa%3Fb%23c/oauth2/v2.0/token']);
  });
});

test('a host that is no vault never receives a request, whatever its challenge asks for', async () => {
  await withLoopback({ answer: vault }, async (loopback) => {
    const hosts = ['kv-shop.evil.example', 'kv-shop.vault.azure.net.evil.example', 'evil.example/kv.vault.azure.net', 'kv@evil.example', 'vault.azure.net', 'a.b.vault.azure.net'];
    const steps = [
      ...hosts.map((vaultHost) => readStep({ vaultHost })),
      readStep({ accessToken: { $secret: accessToken('https://management.azure.com') } }),
      readStep({ vaultHost: 'kv-shop.vault.azure.cn' }),
      readStep({ secretName: '../keys' }),
    ];
    const { results } = await probe(loopback, { azure: { env: {} }, steps });
    assert.deepEqual(results.map((result) => result.fault?.kind), steps.map(() => 'not-sent'));
    assert.deepEqual(loopback.requests, []);
  });
});

test('a vault whose challenge names another resource, or which sends a redirect, receives no token', async () => {
  const challenges: Readonly<Record<string, Reply>> = {
    'kv-graph.vault.azure.net': { status: 401, headers: { 'www-authenticate': 'Bearer authorization="https://login.windows.net/x", resource="https://graph.microsoft.com"' } },
    'kv-azure.vault.azure.net': { status: 401, headers: { 'www-authenticate': 'Bearer authorization="https://login.windows.net/x", resource="https://azure.net"' } },
    'kv-silent.vault.azure.net': { status: 401, body: { error: { code: 'Unauthorized', message: 'AKV10000: no' } } },
    'kv-moved.vault.azure.net': { status: 302, headers: { location: 'https://evil.example/secrets/db' } },
    'kv-here.vault.azure.net': { status: 307, headers: { location: 'https://kv-here.vault.azure.net/other' } },
    'kv-open.vault.azure.net': { status: 200, body: { value: secretValue, id: 'https://kv-open.vault.azure.net/secrets/db/1', attributes: {} } },
  };
  await withLoopback({ answer: ({ host }) => challenges[host] ?? { status: 500 } }, async (loopback) => {
    const steps = Object.keys(challenges).map((vaultHost) => readStep({ vaultHost }));
    const { results, output } = await probe(loopback, { azure: { env: {} }, steps });
    assert.deepEqual(results.map((result) => result.fault?.kind), ['garbled', 'not-sent', 'garbled', 'garbled', 'garbled', 'garbled']);
    assert.deepEqual(loopback.requests.map((request) => [request.host, request.headers.authorization]), Object.keys(challenges).map((host) => [host, undefined]));
    assert.ok(!output.includes(secretValue));
  });
});

test('a secret in a body that is no JSON is in no error', async () => {
  const broken = (request: Received): Reply => {
    if (request.headers.authorization === undefined) return vault(request);
    return { status: request.host.startsWith('kv-a') ? 200 : 403, body: `{"value":"${secretValue}"` };
  };
  await withLoopback({ answer: broken }, async (loopback) => {
    const steps = [readStep({ vaultHost: 'kv-a.vault.azure.net' }), readStep({ vaultHost: 'kv-b.vault.azure.net' })];
    const { results, output } = await probe(loopback, { azure: { env: {} }, steps }, { AZURE_LOG_LEVEL: 'verbose' });
    assert.deepEqual(results.map((result) => result.fault?.kind), ['garbled', 'garbled']);
    assert.ok(!output.includes(secretValue));
  });
});

test('a next link of ARM or Graph to another host is refused, and that host receives nothing', async () => {
  const credential = { name: 'fic', properties: { issuer: 'https://i/', subject: 's', audiences: ['a'] } };
  const answer = ({ host }: Received): Reply => {
    if (host === 'management.azure.com') return { status: 200, body: { value: [credential], nextLink: 'https://evil.example/next' } };
    return { status: 200, body: { value: [{ name: 'fic', issuer: 'https://i/', subject: 's', audiences: ['a'] }], '@odata.nextLink': 'https://evil.example/next' } };
  };
  await withLoopback({ answer }, (loopback) =>
    withAz(azAnswers, async (env) => {
      const steps = [
        { method: 'identityCredentials', args: [identity] },
        { method: 'applicationCredentials', args: [client] },
        { method: 'armGet', args: ['//evil.example/subscriptions', '$shape'] },
        { method: 'armGet', args: ['https://evil.example/subscriptions', '$shape'] },
        { method: 'graphGet', args: ['/\\evil.example/v1.0', '$shape'] },
      ];
      const { results } = await probe(loopback, { azure: { env }, steps });
      assert.deepEqual(results.map((result) => result.fault?.kind), steps.map(() => 'not-sent'));
      for (const { fault } of results.slice(2)) assert.match(String(fault?.['message']), /^not a path of https:/);
      assert.deepEqual(loopback.requests.map((request) => request.host), ['management.azure.com', 'graph.microsoft.com']);
    }),
  );
});

test('a proxy that refuses the connection is no answer of the server, and sees no token', async () => {
  const refuse = { 'login.microsoftonline.com': 407, 'kv-shop.vault.azure.net': 502, 'issuer.example': 403 };
  await withLoopback({ answer: entra, refuse }, async (loopback) => {
    const steps = [exchangeStep(), readStep(), { method: 'publicDocument', args: ['https://issuer.example/keys'] }];
    const { results, output } = await probe(loopback, { azure: { env: {} }, steps });
    assert.deepEqual(results.map((result) => [result.fault?.kind, result.fault?.['code']]), steps.map(() => ['unreachable', 'PROXY_REFUSED']));
    assert.match(output, /the proxy asks for credentials/);
    assert.deepEqual(loopback.requests, []);
  });
});
