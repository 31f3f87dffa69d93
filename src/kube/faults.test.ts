import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import type { WireFault } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import { jsonOf } from './answer.ts';
import type { KubeApi } from './api.ts';
import { anything, connect, json, listen, startApiServer, statusBody, trusted } from './testing/api-server.ts';
import type { Answer, ApiServer, Setup } from './testing/api-server.ts';

const canary = 'canary-token-5b1c9d';

async function withServer(t: TestContext, answer: Answer, setup: Partial<Setup> = {}): Promise<{ server: ApiServer; kube: KubeApi }> {
  const server = await startApiServer(t, answer);
  return { server, kube: connect(t, { cluster: trusted(server), user: { token: canary }, ...setup }) };
}

async function failureOf(running: Promise<unknown>): Promise<WireFailure> {
  const error = await running.then(() => assert.fail('it did not fail'), (reason: unknown) => reason);
  assert.ok(error instanceof WireFailure, String(error));
  assert.ok(!`${error.stack}${JSON.stringify(error.fault)}`.includes(canary), error.message);
  return error;
}

async function faultOf(running: Promise<unknown>): Promise<WireFault> {
  return (await failureOf(running)).fault;
}

const quick = { flags: { requestTimeout: '300ms' } };

test('a refusal keeps the status, reason and message of the API server and names what was tried', async (t) => {
  const { kube } = await withServer(t, (_, response) => json(response, statusBody(403, 'Forbidden', 'pods is forbidden: User "eve"'), 403));
  const failure = await failureOf(kube.get('/api/v1/pods?limit=1', anything));
  assert.equal(failure.operation, 'GET /api/v1/pods');
  assert.deepEqual(failure.fault, { kind: 'status', status: 403, code: 'Forbidden', message: 'pods is forbidden: User "eve"' });
});

test('a plain text error keeps its status and its text', async (t) => {
  const { kube } = await withServer(t, (_, response) => {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('404 page not found\n');
  });
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'status', status: 404, message: '404 page not found' });
});

test('a web page is garbled, even with status 200 or 403; only a 401 stays a 401', async (t) => {
  const statuses = [200, 403, 502, 401];
  const { kube } = await withServer(t, (_, response, count) => {
    response.writeHead(statuses[count - 1] ?? 500, { 'Content-Type': 'text/html' });
    response.end(`<!DOCTYPE html><title>${canary}</title>`);
  });
  for (const status of [200, 403, 502]) {
    assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'garbled', message: `${status} with a web page instead of JSON` });
  }
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'status', status: 401, message: 'Unauthorized' });
});

test('an error in JSON that is no Status is garbled: its 404 is no word on the object', async (t) => {
  const bodies = ['{"message":"no Route matched with those values"}', '{"kind":"Problem","status":404}', '[]', '"not found"', 'null'];
  const { kube } = await withServer(t, (_, response, count) => json(response, JSON.parse(bodies[count - 1] ?? ''), 404));
  for (const _ of bodies) assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'garbled', message: '404 with JSON that is no Status of an API server' });
});

test('JSON that is cut off is garbled', async (t) => {
  const { kube } = await withServer(t, (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('{"kind": "Pod", "meta');
  });
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'garbled', message: '200 with JSON that is cut off or malformed (21 bytes)' });
});

test('a redirect is not followed, and the token stays here', async (t) => {
  const other = await startApiServer(t, (_, response) => json(response, {}));
  const { kube } = await withServer(t, (_, response) => response.writeHead(302, { Location: `${other.url}/login?code=${canary}` }).end());
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'garbled', message: `302, a redirect to ${other.url}/login, not followed` });
  assert.equal(other.seen.length, 0);
});

test('a server that does not answer, or stalls within its body, is a timeout', async (t) => {
  const { kube } = await withServer(t, (_, response, count) => {
    if (count === 1) return;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"half":');
  }, quick);
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'timeout', afterMs: 300 });
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'timeout', afterMs: 300 });
});

test('the end of the run ends a request', async (t) => {
  const run = new AbortController();
  const { kube } = await withServer(t, () => setTimeout(() => run.abort(), 50), { options: { signal: run.signal } });
  assert.equal((await faultOf(kube.get('/x', anything))).kind, 'timeout');
  assert.equal((await faultOf(kube.get('/x', anything))).kind, 'timeout');
});

test('a reset on a fresh connection is unreachable and not tried again', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => response.socket?.destroy());
  const fault = await faultOf(kube.get('/x', anything));
  assert.ok(fault.kind === 'unreachable' && fault.code === 'ECONNRESET', JSON.stringify(fault));
  assert.equal(server.seen.length, 1);
});

test('a reset in the middle of an answer is unreachable', async (t) => {
  const { kube } = await withServer(t, (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
    response.write('{"half":', () => response.socket?.destroy());
  });
  const fault = await faultOf(kube.get('/x', anything));
  assert.deepEqual(fault, { kind: 'unreachable', code: 'ECONNRESET', message: 'the connection ended in the middle of the answer' });
});

test('a kept connection that the server closed is replaced once for a GET, and never for a POST', async (t) => {
  const reset = new Set([2, 5]);
  const { server, kube } = await withServer(t, (_, response, count) => {
    if (reset.has(count)) response.socket?.destroy();
    else json(response, { status: { allowed: true } });
  });
  await kube.get('/1', anything);
  await kube.get('/2', anything);
  assert.deepEqual(server.seen.map((seen) => seen.path), ['/1', '/2', '/2']);
  await kube.get('/3', anything);
  assert.equal((await faultOf(kube.mayI({ verb: 'get', group: '', resource: 'pods' }))).kind, 'unreachable');
  assert.equal(server.seen.length, 5);
});

test('a busy server is asked once more after a short Retry-After, for a GET alone', async (t) => {
  const { server, kube } = await withServer(t, (_, response, count) => {
    if (count === 1 || count > 2) response.setHeader('Retry-After', count === 1 ? '0' : count > 3 ? '1' : '30');
    json(response, count === 2 ? { ok: true } : statusBody(429, 'TooManyRequests', 'slow down'), count === 2 ? 200 : 429);
  });
  assert.deepEqual(await kube.get('/x', anything), { ok: true });
  assert.equal(server.seen.length, 2);
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'status', status: 429, code: 'TooManyRequests', message: 'slow down', retryAfterSeconds: 30 });
  assert.equal(server.seen.length, 3);
  await faultOf(kube.mayI({ verb: 'get', group: '', resource: 'pods' }));
  assert.equal(server.seen.length, 4);
});

test('an answer over the bound is garbled, also when only its unpacked form is', async (t) => {
  const { kube } = await withServer(t, (_, response, count) => {
    if (count === 1) return json(response, { data: 'x'.repeat(20_000) });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    return void response.end(zlib.gzipSync(JSON.stringify({ data: 'x'.repeat(2_000_000) })));
  }, { options: { longestBody: 10_000 } });
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'garbled', message: 'the answer is larger than 10000 bytes' });
  assert.deepEqual(await faultOf(kube.get('/x', anything)), { kind: 'garbled', message: 'the answer is larger than 10000 bytes' });
});

test('an answer that is not gzip though it says so, or not HTTP, is garbled', async (t) => {
  const { kube } = await withServer(t, (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('{}'));
  assert.equal((await faultOf(kube.get('/x', anything))).kind, 'garbled');
  const port = await listen(t, net.createServer((socket) => socket.end(`${canary}\r\n\r\n`)));
  const other = connect(t, { cluster: { server: `http://127.0.0.1:${port}` } });
  assert.equal((await faultOf(other.get('/x', anything))).kind, 'garbled');
});

test('nobody at the address, or no such host, is unreachable with the code of Node', async (t) => {
  const closed = net.createServer();
  const port = await listen(t, closed);
  closed.close();
  const refused = await faultOf(connect(t, { cluster: { server: `https://127.0.0.1:${port}` } }).get('/x', anything));
  assert.ok(refused.kind === 'unreachable' && refused.code === 'ECONNREFUSED');
  const unknown = await faultOf(connect(t, { cluster: { server: 'https://no-such-host.invalid' } }).get('/x', anything));
  assert.ok(unknown.kind === 'unreachable' && /^(ENOTFOUND|EAI_AGAIN)$/.test(unknown.code));
});

test('a certificate that can not be trusted, or of another host, is unreachable and nothing is sent', async (t) => {
  const { server } = await withServer(t, (_, response) => json(response, {}));
  const untrusted = await faultOf(connect(t, { cluster: { server: server.url }, user: { token: canary } }).get('/x', anything));
  assert.ok(untrusted.kind === 'unreachable' && untrusted.code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', JSON.stringify(untrusted));
  const misnamed = await faultOf(connect(t, { cluster: trusted(server, { 'tls-server-name': 'other' }) }).get('/x', anything));
  assert.ok(misnamed.kind === 'unreachable' && misnamed.code === 'ERR_TLS_CERT_ALTNAME_INVALID', JSON.stringify(misnamed));
  assert.equal(server.seen.length, 0);
});

test('a token that no header can carry is not sent and not shown', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => json(response, {}), { user: { token: `${canary}\nx` } });
  assert.equal((await faultOf(kube.get('/x', anything))).kind, 'not-sent');
  assert.equal(server.seen.length, 0);
});

test('a server that echoes the token in any of its answers does not bring it into an error', async (t) => {
  const statuses = [200, 302, 400, 401, 403, 404, 500, 503];
  const bodies = [canary, `{"kind":"Status","message":"got Bearer ${canary}","reason":"${canary}"}`, `"${canary}`, `<html>${canary}`];
  const { kube } = await withServer(t, (_, response, count) => {
    response.writeHead(statuses[count % statuses.length] ?? 200, { 'Content-Type': ['text/plain', 'application/json', canary][count % 3] });
    response.end(bodies[count % bodies.length]);
  });
  const shape = { parse: (): never => { throw new Error(canary); } };
  for (let count = 0; count < 48; count += 1) await failureOf(kube.get('/x', shape));
});

test('no body and no header brings a sent credential or a JWT into a failure', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0abc.c2lnbmF0dXJl';
  const piece = fc.oneof(fc.constantFrom(canary, jwt, '{"kind":"Status","message":"', '"}', '<html', '\u0000'), fc.string({ maxLength: 10 }));
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), fc.array(piece, { maxLength: 8 }), fc.constantFrom('text/html', 'text/plain', 'application/json', ''), (status, pieces, type) => {
      const answer = { status, headers: { 'content-type': type, location: `https://x/${canary}` }, body: Buffer.from(pieces.join('')) };
      try {
        jsonOf('GET /x', answer, [new Secret(canary)]);
        assert.fail('it did not throw');
      } catch (error) {
        assert.ok(error instanceof WireFailure, String(error));
        assert.ok(!error.message.includes(canary) && !error.message.includes(jwt), error.message);
      }
    }),
  );
});
