import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import zlib from 'node:zlib';
import { WireFailure } from '../wire/failure.ts';
import type { WireFault } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import { anything, connect, json, startApiServer, statusBody, trusted } from './testing/api-server.ts';
import type { Answer, ApiServer } from './testing/api-server.ts';
import type { KubeApi } from './api.ts';

const canary = 'canary-token-5b1c9d';
const jwtPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const named = { parse: (value: unknown) => (value as { metadata: { name: string } }).metadata.name };

async function withServer(t: TestContext, answer: Answer): Promise<{ server: ApiServer; kube: KubeApi }> {
  const server = await startApiServer(t, answer);
  return { server, kube: connect(t, { cluster: trusted(server), user: { token: canary } }) };
}

async function faultOf(running: Promise<unknown>): Promise<WireFault> {
  const error = await running.then(() => assert.fail('it did not fail'), (reason: unknown) => reason);
  assert.ok(error instanceof WireFailure, String(error));
  assert.ok(!`${error.stack}${JSON.stringify(error.fault)}`.includes(canary));
  return error.fault;
}

test('the target is the context, its server and its namespace, and connecting asks nothing', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => json(response, {}));
  assert.deepEqual(kube.target, { context: 'test', server: server.url, namespace: 'shop' });
  assert.equal(server.connections(), 0);
});

test('a list is asked for in pages of 500 until it ends, with its other parameters kept', async (t) => {
  const { server, kube } = await withServer(t, (_, response, count) => {
    const items = Array.from({ length: 2 }, (_, index) => ({ metadata: { name: `p${count}-${index}` } }));
    json(response, { kind: 'PodList', metadata: count < 3 ? { continue: `next/${count}=` } : {}, items });
  });
  const names = await kube.list('/api/v1/namespaces/shop/pods?labelSelector=app%3Dx', named);
  assert.deepEqual(names, ['p1-0', 'p1-1', 'p2-0', 'p2-1', 'p3-0', 'p3-1']);
  const queries = server.seen.map((seen) => Object.fromEntries(new URL(seen.path, 'http://x').searchParams));
  assert.deepEqual(queries, [
    { labelSelector: 'app=x', limit: '500' },
    { labelSelector: 'app=x', limit: '500', continue: 'next/1=' },
    { labelSelector: 'app=x', limit: '500', continue: 'next/2=' },
  ]);
});

test('a list whose later page fails is no list at all', async (t) => {
  const { kube } = await withServer(t, (_, response, count) => {
    if (count === 1) json(response, { kind: 'PodList', metadata: { continue: 'x' }, items: [{ metadata: { name: 'a' } }] });
    else json(response, statusBody(403, 'Forbidden', 'no'), 403);
  });
  assert.deepEqual(await faultOf(kube.list('/api/v1/pods', named)), { kind: 'status', status: 403, code: 'Forbidden', message: 'no' });
});

test('a list whose continue token expired is asked for once more in one piece', async (t) => {
  const { server, kube } = await withServer(t, (_, response, count) => {
    if (count === 1) json(response, { kind: 'PodList', metadata: { continue: 'x' }, items: [{ metadata: { name: 'a' } }] });
    else if (count === 2) json(response, statusBody(410, 'Expired', 'too old'), 410);
    else json(response, { kind: 'PodList', items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] });
  });
  assert.deepEqual(await kube.list('/api/v1/pods', named), ['a', 'b']);
  assert.equal(server.seen[2]?.path, '/api/v1/pods');
});

test('an empty list is empty, and what is not a list is never an empty one', async (t) => {
  const bodies: unknown[] = [{ kind: 'PodList', items: null }, { kind: 'PodList', items: [] }, { kind: 'Pod' }, { items: null }, {}, [], null];
  const { kube } = await withServer(t, (_, response, count) => json(response, bodies[count - 1]));
  assert.deepEqual(await kube.list('/api/v1/pods', named), []);
  assert.deepEqual(await kube.list('/api/v1/pods', named), []);
  for (let index = 2; index < bodies.length; index += 1) assert.equal((await faultOf(kube.list('/api/v1/pods', named))).kind, 'garbled');
});

test('a list that continues at the same place forever is given up', async (t) => {
  const { kube } = await withServer(t, (_, response) => json(response, { kind: 'PodList', metadata: { continue: 'x' }, items: [] }));
  assert.equal((await faultOf(kube.list('/api/v1/pods', named))).kind, 'garbled');
});

test('a token is asked for with audience, lifetime and pod, and arrives wrapped', async (t) => {
  const jwt = `${jwtPart({ alg: 'RS256' })}.${jwtPart({ sub: 'system:serviceaccount:shop:orders' })}.${canary}`;
  const { server, kube } = await withServer(t, (_, response) => json(response, { status: { token: jwt, expirationTimestamp: '2031-01-01T00:00:00Z' } }, 201));
  const spec = { namespace: 'shop', serviceAccount: 'orders', audience: 'api://AzureADTokenExchange', expirationSeconds: 600 };
  const answer = await kube.requestToken({ ...spec, boundPod: { name: 'p', uid: 'u' } });
  assert.ok(answer.token instanceof Secret);
  assert.equal(answer.token.reveal(), jwt);
  assert.equal(answer.expiresAt, '2031-01-01T00:00:00Z');
  assert.equal(server.seen[0]?.path, '/api/v1/namespaces/shop/serviceaccounts/orders/token');
  assert.equal(server.seen[0]?.headers['content-type'], 'application/json');
  assert.deepEqual(JSON.parse(server.seen[0]?.body ?? ''), {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { audiences: [spec.audience], expirationSeconds: 600, boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' } },
  });
  await kube.requestToken(spec);
  assert.equal(JSON.parse(server.seen[1]?.body ?? '').spec.boundObjectRef, undefined);
});

test('an answer to a token request without a token is garbled and never quoted', async (t) => {
  const tokens = [undefined, '', { value: canary }, canary, `${canary}.x.y`, `${jwtPart({})}.${canary}.x`, `${jwtPart({})}.${jwtPart(canary)}.x`, `${jwtPart({})}.${jwtPart({})}`];
  const { kube } = await withServer(t, (_, response, count) => json(response, { status: { token: tokens[count - 1], expirationTimestamp: '2031-01-01T00:00:00Z' } }, 201));
  for (const token of tokens) {
    const fault = await faultOf(kube.requestToken({ namespace: 'a', serviceAccount: 'b', audience: 'c', expirationSeconds: 600 }));
    assert.equal(fault.kind, 'garbled', JSON.stringify(token));
  }
});

test('a create is always a dry run, whatever its path says', async (t) => {
  const { server, kube } = await withServer(t, (seen, response) => json(response, JSON.parse(seen.body), 201));
  const pod = { kind: 'Pod', metadata: { name: 'p' } };
  assert.equal(await kube.dryRunCreate('/api/v1/namespaces/shop/pods', pod, named), 'p');
  await kube.dryRunCreate('/api/v1/namespaces/shop/pods?dryRun=&fieldValidation=Strict', pod, named);
  assert.equal(server.seen[0]?.path, '/api/v1/namespaces/shop/pods?dryRun=All');
  assert.equal(server.seen[1]?.path, '/api/v1/namespaces/shop/pods?dryRun=All&fieldValidation=Strict');
});

test('mayI asks the API server about the caller', async (t) => {
  const { server, kube } = await withServer(t, (_, response, count) => json(response, count < 3 ? { status: { allowed: count === 1 } } : {}, 201));
  const question = { verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token', namespace: 'shop', name: 'orders' };
  assert.equal(await kube.mayI(question), true);
  assert.equal(await kube.mayI(question), false);
  assert.deepEqual(JSON.parse(server.seen[0]?.body ?? '').spec.resourceAttributes, question);
  assert.equal((await faultOf(kube.mayI(question))).kind, 'garbled');
});

test('mayAccount asks the API server about a service account, with the groups that it is in', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => json(response, { status: { allowed: true } }, 201));
  const question = { verb: 'use-managed-identity', group: 'cid.wi.aks.azure.com', resource: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' };
  assert.equal(await kube.mayAccount({ namespace: 'shop', name: 'orders' }, question), true);
  assert.deepEqual(JSON.parse(server.seen[0]?.body ?? '').spec, {
    user: 'system:serviceaccount:shop:orders',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
    resourceAttributes: question,
  });
});

test('the key set is asked for with any media type and everything else as JSON, as a picky server wants it', async (t) => {
  const { kube } = await withServer(t, (seen, response) => {
    const wanted = seen.path === '/openid/v1/jwks' ? '*/*' : 'application/json';
    if (seen.headers.accept === wanted) json(response, { keys: [] });
    else json(response, statusBody(406, 'NotAcceptable', 'only the following media types are accepted'), 406);
  });
  await kube.get('/openid/v1/jwks', anything);
  await kube.get('/.well-known/openid-configuration', anything);
});

test('requests name this tool as kubectl names itself', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => json(response, {}));
  await kube.get('/version', anything);
  assert.equal(server.seen[0]?.headers['user-agent'], 'kubectl-wi/0.1.0 (linux/amd64)');
});

test('gzip is asked for and undone, and --disable-compression does not ask', async (t) => {
  const { server, kube } = await withServer(t, (seen, response) => {
    if (seen.headers['accept-encoding'] !== 'gzip') return json(response, { plain: true });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    return void response.end(zlib.gzipSync(JSON.stringify({ zipped: true })));
  });
  assert.deepEqual(await kube.get('/x', anything), { zipped: true });
  const plain = connect(t, { cluster: trusted(server), flags: { disableCompression: true } });
  assert.deepEqual(await plain.get('/x', anything), { plain: true });
});

test('the clock skew comes from the Date header of the last answer', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => {
    response.setHeader('Date', 'Wed, 01 Jan 2031 00:05:00 GMT');
    json(response, {});
  });
  assert.equal(kube.clockSkewMs(), undefined);
  const slow = connect(t, { cluster: trusted(server), options: { now: () => Date.UTC(2031, 0, 1) } });
  await slow.get('/version', anything);
  assert.equal(slow.clockSkewMs(), 300_000);
});

test('a value of another shape is garbled and named by its place, not by its content', async (t) => {
  const { kube } = await withServer(t, (_, response) => json(response, { data: canary }));
  const shape = {
    parse: (): never => {
      throw Object.assign(new Error(`got ${canary}`), { issues: [{ path: ['data', 0], code: 'invalid_type', message: canary }] });
    },
  };
  assert.deepEqual(await faultOf(kube.get('/x', shape)), { kind: 'garbled', message: 'the answer has an unexpected shape at data.0 (invalid_type)' });
});

test('one connection carries one request after another', async (t) => {
  const { server, kube } = await withServer(t, (_, response) => json(response, {}));
  await kube.preconnect();
  for (let index = 0; index < 5; index += 1) await kube.get('/version', anything);
  assert.equal(server.connections(), 1);
});

test('preconnect leaves what goes wrong on the wire to the first real request', async (t) => {
  const kube = connect(t, { cluster: { server: 'https://127.0.0.1:1' } });
  await kube.preconnect();
  assert.deepEqual((await faultOf(kube.get('/version', anything))).kind, 'unreachable');
});

test('the path of the server, as a gateway in front of it wants it, comes before every path', async (t) => {
  const { server } = await withServer(t, (_, response) => json(response, {}));
  const kube = connect(t, { cluster: trusted(server, { server: `${server.url}/k8s/clusters/c-1/` }) });
  await kube.get('/version', anything);
  assert.equal(server.seen[0]?.path, '/k8s/clusters/c-1/version');
  assert.equal(kube.target.server, `${server.url}/k8s/clusters/c-1/`);
});

test('names come page by page, and only metadata is asked for', async (t) => {
  const { server, kube } = await withServer(t, ({ path }, response) =>
    json(response, { kind: 'PartialObjectMetadataList', metadata: path.includes('continue=') ? {} : { continue: 'b' }, items: path.includes('continue=') ? [{ metadata: { name: 'b' } }] : [{ metadata: { name: 'a' } }, { metadata: {} }, null] }),
  );
  const pages: (readonly string[])[] = [];
  for await (const names of kube.names('/api/v1/pods')) pages.push(names);
  assert.deepEqual(pages, [['a'], ['b']]);
  assert.deepEqual(server.seen.map(({ path }) => path), ['/api/v1/pods?limit=500', '/api/v1/pods?limit=500&continue=b']);
  assert.deepEqual(server.seen.map(({ headers }) => headers.accept), Array(2).fill('application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'));
});

test('names are an error where there is no list, or one that goes round', async (t) => {
  const first = async (kube: KubeApi): Promise<unknown> => {
    for await (const names of kube.names('/api/v1/pods')) if (names.length > 1) return names;
    return undefined;
  };
  const { kube } = await withServer(t, (_, response) => json(response, {}));
  assert.equal((await faultOf(first(kube))).kind, 'garbled');
  const { kube: round } = await withServer(t, (_, response) => json(response, { items: [{ metadata: { name: 'a' } }], metadata: { continue: 'again' } }));
  assert.equal((await faultOf(first(round))).kind, 'garbled');
});
