import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import type { PublicDocument } from './port.ts';
import { probe, startLoopback } from './testing/loopback.ts';
import type { Loopback, LoopbackOptions, Received, Reply } from './testing/loopback.ts';

const resource = '/subscriptions/44444444-4444-4444-8444-444444444444/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders';

async function withLoopback(options: LoopbackOptions, use: (loopback: Loopback) => Promise<void>): Promise<void> {
  const loopback = await startLoopback(options);
  try {
    await use(loopback);
  } finally {
    await loopback.close();
  }
}

/** Entra for the operator's own login from the environment, so that ARM and Graph can be asked without `az`. */
const operatorEnv = {
  AZURE_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  AZURE_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
  AZURE_CLIENT_SECRET: 'canary-client-secret',
};

function login(): Reply {
  return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: 'canary.arm.token' } };
}

/** Answers of a host in order; the last one stays. */
function inOrder(...replies: readonly [Reply, ...Reply[]]): (request: Received) => Reply {
  const left = [...replies];
  return ({ host }) => (host.startsWith('login') ? login() : ((left.length > 1 ? left.shift() : left[0]) ?? 'hang'));
}

const document = (path: string): { method: string; args: unknown[] } => ({ method: 'publicDocument', args: [`https://issuer.example${path}`] });
const arm = { method: 'armGet', args: ['/subscriptions?api-version=2022-12-01', '$shape'] };
const sent = (loopback: Loopback): readonly string[] => loopback.requests.map((request) => request.host).filter((host) => !host.startsWith('login'));

test('a server that never answers, or stops within its body, ends as a timeout at the deadline', async () => {
  const answer = ({ path }: Received): Reply => (path === '/hang' ? 'hang' : 'stall');
  await withLoopback({ answer }, async (loopback) => {
    const steps = [document('/hang'), document('/stall')];
    const { results } = await probe(loopback, { azure: { env: {}, deadlineMs: 300 }, steps });
    for (const { fault, durationMs } of results) {
      assert.equal(fault?.kind, 'timeout');
      assert.ok(Number(fault?.['afterMs']) >= 299);
      assert.ok(durationMs < 1500, `took ${durationMs} ms`);
    }
  });
});

test('the SDKs and the operator login end at the deadline too', async () => {
  await withLoopback({ answer: ({ host }) => (host === 'login.microsoftonline.com' ? login() : 'hang') }, async (loopback) => {
    const read = { vaultHost: 'kv-shop.vault.azure.net', secretName: 'db', accessToken: { $secret: 'canary.workload.token' } };
    const steps = [{ method: 'readSecret', args: [read] }, { method: 'identityCredentials', args: [resource] }];
    const { results, endedByItself } = await probe(loopback, { azure: { env: operatorEnv, deadlineMs: 1000 }, steps, parallel: true });
    assert.ok(endedByItself, 'no request outlives its deadline');
    assert.deepEqual(results.map((result) => result.fault?.kind), ['timeout', 'timeout']);
  });
  await withLoopback({ answer: () => 'hang' }, async (loopback) => {
    const { results, endedByItself } = await probe(loopback, { azure: { env: operatorEnv, deadlineMs: 500 }, steps: [arm] });
    assert.ok(endedByItself, 'no request outlives its deadline');
    assert.equal(results[0]?.fault?.kind, 'timeout');
    assert.ok((results[0]?.durationMs ?? Infinity) < 3000);
  });
});

test('a proxy that does not answer CONNECT ends at the deadline', async () => {
  await withLoopback({ answer: () => ({ status: 200 }), refuse: { 'issuer.example': 'hang' } }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: {}, deadlineMs: 300 }, steps: [document('/')] });
    assert.equal(results[0]?.fault?.kind, 'timeout');
  });
});

test('requests to one host go through one tunnel of the proxy, whichever SDK sends them', async () => {
  const answer = ({ host }: Received): Reply => (host.startsWith('login') ? login() : { status: 200, body: { value: [] } });
  await withLoopback({ answer }, async (loopback) => {
    const steps = [document('/one'), document('/two'), arm, { method: 'identityCredentials', args: [resource] }, arm];
    const { results, endedByItself } = await probe(loopback, { azure: { env: operatorEnv }, steps });
    assert.deepEqual(results.map(({ fault, bug }) => fault ?? bug), steps.map(() => undefined));
    assert.deepEqual(loopback.tunnels.toSorted(), ['issuer.example:443', 'login.microsoftonline.com:443', 'management.azure.com:443']);
    assert.ok(endedByItself, 'an open tunnel keeps nobody waiting');
  });
});

test('a tunnel that the proxy refused is asked for anew', async () => {
  await withLoopback({ answer: () => ({ status: 200 }), refuse: { 'issuer.example': 403 } }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: {} }, steps: [document('/one'), document('/two')] });
    assert.deepEqual(results.map(({ fault }) => fault?.['code']), ['PROXY_REFUSED', 'PROXY_REFUSED']);
    assert.equal(loopback.tunnels.length, 2);
  });
});

test('a redirect of a public document is an answer, and a body that is no JSON has no json', async () => {
  const answer = ({ path }: Received): Reply =>
    path === '/moved'
      ? { status: 301, headers: { location: 'https://evil.example/' } }
      : { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' };
  await withLoopback({ answer }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: {} }, steps: [document('/moved'), document('/gone')] });
    assert.deepEqual(results.map((result) => result.value), [
      { url: 'https://issuer.example/moved', status: 301, contentType: 'application/json', location: 'https://evil.example/', json: {} },
      { url: 'https://issuer.example/gone', status: 404, contentType: 'text/html' },
    ]);
    assert.deepEqual(loopback.requests.map(({ host, headers }) => [host, headers.authorization]), [['issuer.example', undefined], ['issuer.example', undefined]]);
  });
});

test('a public document is only asked for over https and without credentials', async () => {
  await withLoopback({ answer: () => ({ status: 200 }) }, async (loopback) => {
    const urls = ['http://issuer.example/', 'https://user:canary@issuer.example/', 'file:///etc/passwd', 'issuer'];
    const { results, output } = await probe(loopback, { azure: { env: {} }, steps: urls.map((url) => ({ method: 'publicDocument', args: [url] })) });
    assert.deepEqual(results.map((result) => result.fault?.kind), urls.map(() => 'not-sent'));
    assert.ok(!output.includes('canary'));
    assert.deepEqual(loopback.requests, []);
  });
});

test('a public document is what its server says of it, and neither a server in trouble nor a page is a document', async () => {
  const replies: Readonly<Record<string, Reply>> = {
    '/is': { status: 200, headers: { 'content-type': 'text/plain' }, body: { issuer: 'x' } },
    '/gone': { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>not here</html>' },
    '/portal': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' },
    '/half': { status: 200, body: '{"issuer":"x' },
    '/trouble': { status: 503, body: {} },
    '/often': { status: 429, headers: { 'retry-after': '3600' }, body: '' },
  };
  await withLoopback({ answer: ({ path }) => replies[path] ?? 'reset' }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: {} }, steps: Object.keys(replies).map(document) });
    const [is, gone, ...bad] = results;
    assert.ok(is !== undefined && gone !== undefined);
    assert.deepEqual((is.value as PublicDocument).json, { issuer: 'x' });
    assert.equal((gone.value as PublicDocument).status, 404);
    assert.deepEqual(bad.map(({ fault }) => [fault?.kind, fault?.['status'], fault?.['retryAfterSeconds']]), [
      ['garbled', undefined, undefined],
      ['garbled', undefined, undefined],
      ['status', 503, undefined],
      ['status', 429, 3600],
    ]);
  });
});

test('a body over the bound is refused, counted after decompression', async () => {
  const large = JSON.stringify({ filler: 'x'.repeat(1_100_000) });
  const answer = ({ path }: Received): Reply =>
    path === '/gzip' ? { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(large) } : { status: 200, body: large };
  await withLoopback({ answer }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: {} }, steps: [document('/plain'), document('/gzip')] });
    for (const { fault } of results) assert.match(String(fault?.['message']), /larger than 1048576 bytes/);
  });
});

test('a body that breaks off is garbled, a reset before it is unreachable', async () => {
  await withLoopback({ answer: ({ path }) => (path === '/cut' ? 'cut' : 'reset') }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: {} }, steps: [document('/cut'), document('/reset')] });
    assert.deepEqual(results.map((result) => [result.fault?.kind, result.fault?.['code']]), [['garbled', undefined], ['unreachable', 'ECONNRESET']]);
    assert.equal(loopback.requests.length, 2, 'a public document is not asked for twice');
  });
});

test('a name that does not resolve, a closed port and an untrusted certificate are unreachable with the code of Node', async () => {
  await withLoopback({ answer: () => ({ status: 200 }) }, async (loopback) => {
    const steps = [{ method: 'publicDocument', args: ['https://nowhere.invalid/'] }, { method: 'publicDocument', args: ['https://127.0.0.1:1/'] }];
    const direct = await probe({ env: {} }, { azure: { env: {} }, steps });
    assert.equal(direct.results[0]?.fault?.kind, 'unreachable');
    assert.match(String(direct.results[0]?.fault?.['code']), /^(ENOTFOUND|EAI_AGAIN)$/);
    assert.equal(direct.results[1]?.fault?.['code'], 'ECONNREFUSED');
    const { HTTPS_PROXY = '' } = loopback.env;
    const untrusted = await probe({ env: { HTTPS_PROXY } }, { azure: { env: {} }, steps: [document('/')] });
    assert.match(String(untrusted.results[0]?.fault?.['code']), /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED/);
  });
});

test('a proxy variable that is no URL is named as the reason', async () => {
  const { results } = await probe({ env: { HTTPS_PROXY: 'not a url' } }, { azure: { env: {} }, steps: [document('/')] });
  assert.equal(results[0]?.fault?.kind, 'not-sent');
  assert.match(String(results[0]?.fault?.['message']), /HTTPS_PROXY/);
});

test('ARM is asked once more after a short Retry-After or a reset, and never a third time', async () => {
  const busy: Reply = { status: 429, headers: { 'retry-after': '1' }, body: { error: { code: 'TooManyRequests', message: 'slow down' } } };
  await withLoopback({ answer: inOrder(busy, { status: 200, body: { value: [] } }, 'reset', { status: 200, body: { value: [1] } }, 'reset', 'reset') }, async (loopback) => {
    const { results, output } = await probe(loopback, { azure: { env: operatorEnv }, steps: [arm, arm, arm] }, { AZURE_LOG_LEVEL: 'verbose' });
    assert.match(output, /azure:identity/);
    assert.ok(!output.includes('canary'), 'neither the client secret nor the token is logged');
    assert.deepEqual(results.map((result) => result.value ?? result.fault?.['code']), [{ value: [] }, { value: [1] }, 'ECONNRESET']);
    assert.ok((results[0]?.durationMs ?? 0) >= 1000);
    assert.equal(sent(loopback).length, 6);
    assert.equal(loopback.requests.length - sent(loopback).length, 1, 'one login for all of them');
  });
});

test('a long or missing Retry-After is not waited for and is reported', async () => {
  const busy = (headers: Readonly<Record<string, string>>): Reply => ({ status: 429, headers, body: { error: { code: 'TooManyRequests', message: 'slow down' } } });
  await withLoopback({ answer: inOrder(busy({ 'retry-after': '17' }), busy({})) }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: operatorEnv }, steps: [arm, { method: 'identityCredentials', args: [resource] }] });
    const fault = { kind: 'status', status: 429, code: 'TooManyRequests', message: 'slow down' };
    assert.deepEqual(results.map((result) => result.fault), [{ ...fault, retryAfterSeconds: 17 }, fault]);
    assert.equal(sent(loopback).length, 2);
  });
});

test('an exchange is never repeated', async () => {
  await withLoopback({ answer: ({ headers }) => (headers['content-length'] === '0' ? 'hang' : 'reset') }, async (loopback) => {
    const request = { authorityHost: 'https://login.microsoftonline.com', tenantId: 't', clientId: 'c', scope: 's', assertion: { $secret: 'canary' } };
    const { results } = await probe(loopback, { azure: { env: {} }, steps: [{ method: 'exchange', args: [request] }] });
    assert.equal(results[0]?.fault?.['code'], 'ECONNRESET');
    assert.equal(loopback.requests.length, 1);
  });
});

test('Resource Graph and the credentials of an identity are read to their last page, an expression only if it can be', async () => {
  const row = (name: string): object => ({ name, properties: { issuer: 'https://issuer.example/', subject: `system:serviceaccount:shop:${name}`, audiences: ['api://AzureADTokenExchange'] } });
  const answer = ({ host, path, method, body }: Received): Reply => {
    if (host.startsWith('login')) return login();
    if (method === 'POST') {
      const first = !body.includes('$skipToken');
      return { status: 200, body: { count: 1, data: [{ id: first ? 1 : 2 }], resultTruncated: 'false', ...(first ? { $skipToken: 'next' } : {}) } };
    }
    if (path.includes('busy?')) return { status: 429, body: { error: { code: 'TooManyRequests', message: 'slow down' } } };
    if (path.includes('2026-05-31')) return { status: 200, body: { name: 'flexible', properties: { issuer: 'https://issuer.example/', audiences: ['a'], claimsMatchingExpression: { languageVersion: 1, value: "claims['sub'] matches '*'" } } } };
    if (path.includes('skipToken')) return { status: 200, body: { value: ['flexible', 'busy'].map((name) => ({ name, properties: { issuer: 'https://issuer.example/', audiences: ['a'] } })) } };
    return { status: 200, body: { value: [row('orders')], nextLink: `https://management.azure.com${path}&$skipToken=X'1'` } };
  };
  await withLoopback({ answer }, async (loopback) => {
    const steps = [{ method: 'resourceGraph', args: ['resources', '$shape'] }, { method: 'identityCredentials', args: [resource] }];
    const { results } = await probe(loopback, { azure: { env: operatorEnv }, steps });
    assert.deepEqual(results[0]?.value, [{ id: 1 }, { id: 2 }]);
    assert.deepEqual(results[1]?.value, [
      { name: 'orders', issuer: 'https://issuer.example/', audiences: ['api://AzureADTokenExchange'], subject: 'system:serviceaccount:shop:orders' },
      { name: 'flexible', issuer: 'https://issuer.example/', audiences: ['a'], expression: "claims['sub'] matches '*'" },
      { name: 'busy', issuer: 'https://issuer.example/', audiences: ['a'] },
    ]);
  });
});

test('a list of credentials that is called text is read as the JSON it is', async () => {
  const credential = { name: 'orders', issuer: 'https://issuer.example/', subject: 'system:serviceaccount:shop:orders', audiences: ['a'] };
  const { name, ...properties } = credential;
  const reply: Reply = { status: 200, headers: { 'content-type': 'text/plain' }, body: { value: [{ name, properties }] } };
  await withLoopback({ answer: inOrder(reply) }, async (loopback) => {
    const { results } = await probe(loopback, { azure: { env: operatorEnv }, steps: [{ method: 'identityCredentials', args: [resource] }] });
    assert.deepEqual(results[0]?.value, [credential]);
  });
});

test('a list that never ends, or is no list, is garbled and never empty', async () => {
  const answer = ({ host, path, method }: Received): Reply => {
    if (host.startsWith('login')) return login();
    if (method === 'POST') return { status: 200, body: { count: 0 } };
    if (host === 'graph.microsoft.com') return { status: 200, body: { value: [], '@odata.nextLink': `https://graph.microsoft.com${path}` } };
    return { status: 200, body: {} };
  };
  await withLoopback({ answer }, async (loopback) => {
    const steps = [
      { method: 'resourceGraph', args: ['resources', '$shape'] },
      { method: 'applicationCredentials', args: ['22222222-2222-4222-8222-222222222222'] },
      { method: 'identityCredentials', args: [resource] },
    ];
    const { results } = await probe(loopback, { azure: { env: operatorEnv }, steps });
    assert.deepEqual(results.map((result) => result.fault?.kind), ['garbled', 'garbled', 'garbled']);
  });
});

test('a refused operator login says what Entra said, without the secret', async () => {
  const refusal = { error: 'invalid_client', error_description: "AADSTS7000215: Invalid client secret provided. Trace ID: 0 Correlation ID: 0 Timestamp: 2025-04-22 01:01:11Z", error_codes: [7000215] };
  await withLoopback({ answer: () => ({ status: 401, body: refusal }) }, async (loopback) => {
    const { results, output } = await probe(loopback, { azure: { env: operatorEnv }, steps: [arm, arm] }, { AZURE_LOG_LEVEL: 'verbose' });
    const fault = { kind: 'not-sent', message: 'Entra refused the credential of the environment: AADSTS7000215: Invalid client secret provided.' };
    assert.deepEqual(results.map((result) => result.fault), [fault, fault]);
    assert.equal(loopback.requests.length, 1, 'a refusal is remembered');
    assert.ok(!output.includes(operatorEnv.AZURE_CLIENT_SECRET));
  });
});
