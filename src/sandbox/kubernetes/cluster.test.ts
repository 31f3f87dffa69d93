import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { createAuthority } from '../certificates.ts';
import type { ClusterScenario } from '../scenario.ts';
import { startCluster } from './cluster.ts';
import type { RunningCluster } from './cluster.ts';
import { shop, webhookStep, workload } from './testing/fixtures.ts';
import { isRecord, valueAt } from './objects.ts';

const issuer = 'https://westeurope.oic.prod-aks.azure.com/6a1f0c3e/9f3b/';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
}

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A client with the credentials of a kubeconfig file, and no others. */
async function clientOf(kubeconfigFile: string): Promise<(path: string, call?: Call) => Promise<Reply>> {
  const config: unknown = parse(await readFile(kubeconfigFile, 'utf8'));
  const first = (list: string) => (valueAt(config, list) as unknown[])[0];
  const data = (value: unknown) => Buffer.from(String(value), 'base64').toString();
  const agent = new Agent({
    ca: data(valueAt(first('clusters'), 'cluster.certificate-authority-data')),
    cert: data(valueAt(first('users'), 'user.client-certificate-data')),
    key: data(valueAt(first('users'), 'user.client-key-data')),
    keepAlive: false,
  });
  const server = String(valueAt(first('clusters'), 'cluster.server'));
  return (path, call = {}) => send(agent, server + path, call);
}

function send(agent: Agent, url: string, { method = 'GET', headers = {}, body }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers: { accept: 'application/json', 'content-type': 'application/json', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
      });
    });
    outgoing.on('error', reject).setTimeout(5000, () => outgoing.destroy(new Error('no answer')));
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A body that is one JSON document. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

let directory = '';
const running: RunningCluster[] = [];

async function start(scenario: Partial<ClusterScenario>): Promise<RunningCluster> {
  const cluster = await startCluster({ authority: createAuthority('sandbox'), directory: join(directory, String(running.length)), scenario: { issuer, steps: [], ...scenario } });
  running.push(cluster);
  return cluster;
}

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wi-sandbox-'));
});
after(async () => {
  for (const cluster of running) await cluster.close();
  await rm(directory, { recursive: true });
});

const pods = '/api/v1/namespaces/shop/pods';
const tokenPath = '/api/v1/namespaces/shop/serviceaccounts/orders/token';
const tokenRequest = (spec: Record<string, unknown>) => ({ method: 'POST', body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec } });
const items = (reply: Reply) => valueAt(reply.json, 'items') as Record<string, unknown>[];

describe('a cluster that runs', () => {
  it('has taken the steps before it is reached, and none of it seems to come from the future', async () => {
    const cluster = await start({ steps: [webhookStep(), shop, { do: 'apply', objects: [workload()] }] });
    const get = await clientOf(cluster.kubeconfigFile);
    const found = items(await get(pods));
    assert.equal(found.length, 2);
    assert.equal(found[0]?.['kind'], undefined);
    for (const pod of found) assert.ok(Date.parse(String(valueAt(pod, 'metadata.creationTimestamp'))) < Date.now());
    assert.equal(valueAt((await get('/version')).json, 'gitVersion'), 'v1.36.3');
    assert.equal((await stat(cluster.kubeconfigFile)).mode & 0o77, 0);
  });

  it('takes more steps later, after what it said before', async () => {
    const cluster = await start({ steps: [shop] });
    const get = await clientOf(cluster.kubeconfigFile);
    await cluster.apply([{ do: 'apply', objects: [workload()] }]);
    const account = (await get('/api/v1/namespaces/shop/serviceaccounts/orders')).json;
    const [pod] = items(await get(pods));
    assert.ok(String(valueAt(account, 'metadata.creationTimestamp')) < String(valueAt(pod, 'metadata.creationTimestamp')));
    await assert.rejects(cluster.apply([{ do: 'delete', kind: 'Pod', namespace: 'shop', name: 'nobody' }]), { message: 'pods "nobody" not found' });
  });

  it('lists in pages that together are the whole', async () => {
    const cluster = await start({ steps: [shop, { do: 'apply', objects: [workload({ replicas: 5 })] }] });
    const get = await clientOf(cluster.kubeconfigFile);
    const names: unknown[] = [];
    let next: unknown = '';
    let pages = 0;
    do {
      const page = await get(`${pods}?limit=2&continue=${String(next)}`);
      names.push(...items(page).map((each) => valueAt(each, 'metadata.name')));
      next = valueAt(page.json, 'metadata.continue');
      pages += 1;
    } while (next !== undefined);
    assert.equal(pages, 3);
    assert.equal(new Set(names).size, 5);
    assert.equal((await get(`${pods}?limit=2&continue=nonsense`)).status, 400);
    assert.equal(items(await get(`${pods}?labelSelector=app%3Dother`)).length, 0);
    assert.equal(items(await get(`${pods}?fieldSelector=metadata.name%3D${String(names[0])}`)).length, 1);
  });

  it('answers for what it does not know as the real server does', async () => {
    const get = await clientOf((await start({})).kubeconfigFile);
    assert.deepEqual((await get('/api/v1/namespaces/default/pods/x')).json, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'pods "x" not found',
      reason: 'NotFound',
      details: { name: 'x', kind: 'pods' },
      code: 404,
    });
    assert.equal(valueAt((await get('/api/v1/things')).json, 'message'), 'the server could not find the requested resource');
    assert.equal((await get('/apis/secrets-store.csi.x-k8s.io/v1/secretproviderclasses')).text, '404 page not found\n');
  });

  it('serves custom kinds once one was applied', async () => {
    const provider = { apiVersion: 'secrets-store.csi.x-k8s.io/v1', kind: 'SecretProviderClass', metadata: { name: 'kv', namespace: 'shop' }, spec: { provider: 'azure' } };
    const get = await clientOf((await start({ steps: [shop, { do: 'apply', objects: [provider] }] })).kubeconfigFile);
    const [found] = items(await get('/apis/secrets-store.csi.x-k8s.io/v1/secretproviderclasses'));
    assert.equal(found?.['kind'], 'SecretProviderClass');
  });

  it('streams changes to a watch', async () => {
    const cluster = await start({ steps: [shop] });
    const get = await clientOf(cluster.kubeconfigFile);
    const version = String(valueAt((await get(pods)).json, 'metadata.resourceVersion'));
    await cluster.apply([{ do: 'apply', objects: [workload({ replicas: 1 })] }]);
    const { text } = await get(`${pods}?watch=true&resourceVersion=${version}&timeoutSeconds=1`);
    const changes = text.trim().split('\n').map(parsed);
    assert.deepEqual(changes.map((each) => valueAt(each, 'type')), ['ADDED', 'MODIFIED', 'MODIFIED']);
    assert.equal(valueAt(changes.at(-1), 'object.status.phase'), 'Running');
    const [record] = cluster.requests.filter((each) => each.path.includes('watch=true'));
    assert.equal(record?.status, 200);
  });
});

describe('the cluster’s tokens', () => {
  it('carry issuer, subject, audience and the pod, and are signed with the published key', async () => {
    const cluster = await start({ steps: [shop, { do: 'apply', objects: [workload()] }] });
    const get = await clientOf(cluster.kubeconfigFile);
    const [pod] = items(await get(pods));
    const bound = { apiVersion: 'v1', kind: 'Pod', name: valueAt(pod, 'metadata.name'), uid: valueAt(pod, 'metadata.uid') };
    const reply = await get(tokenPath, tokenRequest({ audiences: ['api://AzureADTokenExchange'], expirationSeconds: 600, boundObjectRef: bound }));
    assert.equal(reply.status, 201);
    const [header = '', payload = '', signature = ''] = String(valueAt(reply.json, 'status.token')).split('.');
    const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    const claims = decoded(payload);
    assert.ok(isRecord(claims));
    assert.equal(claims['iss'], issuer);
    assert.equal(claims['sub'], 'system:serviceaccount:shop:orders');
    assert.deepEqual(claims['aud'], ['api://AzureADTokenExchange']);
    assert.equal(Number(claims['exp']) - Number(claims['iat']), 600);
    assert.deepEqual(valueAt(claims['kubernetes.io'], 'pod'), { name: bound.name, uid: bound.uid });
    const [key] = cluster.jwks().keys;
    assert.deepEqual(valueAt(decoded(header), 'kid'), key?.['kid']);
    assert.ok(key !== undefined);
    const published = createPublicKey({ key, format: 'jwk' });
    assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), published, Buffer.from(signature, 'base64url')));
  });

  it('are refused below ten minutes, for a missing account, and for a pod that is gone or another’s', async () => {
    const cluster = await start({ steps: [shop, { do: 'apply', objects: [workload()] }] });
    const get = await clientOf(cluster.kubeconfigFile);
    const short = await get(tokenPath, tokenRequest({ expirationSeconds: 599 }));
    assert.equal(short.status, 422);
    assert.match(String(valueAt(short.json, 'message')), /may not specify a duration less than 10 minutes$/);
    const missing = await get(tokenPath.replace('orders', 'order'), tokenRequest({}));
    assert.deepEqual([missing.status, valueAt(missing.json, 'message')], [404, 'serviceaccounts "order" not found']);
    const gone = await get(tokenPath, tokenRequest({ boundObjectRef: { kind: 'Pod', name: 'gone' } }));
    assert.deepEqual([gone.status, valueAt(gone.json, 'message')], [404, 'pods "gone" not found']);
    const [pod] = items(await get(pods));
    const name = valueAt(pod, 'metadata.name');
    assert.equal((await get(tokenPath, tokenRequest({ boundObjectRef: { kind: 'Pod', name, uid: 'another' } }))).status, 409);
    assert.equal((await get(tokenPath.replace('orders', 'default'), tokenRequest({ boundObjectRef: { kind: 'Pod', name } }))).status, 400);
  });

  it('have their keys published only to a client that takes a key set', async () => {
    const get = await clientOf((await start({})).kubeconfigFile);
    assert.equal((await get('/openid/v1/jwks')).status, 406);
    const keys = await get('/openid/v1/jwks', { headers: { accept: '*/*' } });
    assert.equal(keys.headers['content-type'], 'application/jwk-set+json');
    const document = (await get('/.well-known/openid-configuration')).json;
    assert.deepEqual([valueAt(document, 'issuer'), valueAt(document, 'jwks_uri')], [issuer, `${issuer}openid/v1/jwks`]);
  });

  it('authenticate their account to the cluster until it is deleted', async () => {
    const cluster = await start({ steps: [shop] });
    const get = await clientOf(cluster.kubeconfigFile);
    const token = String(valueAt((await get(tokenPath, tokenRequest({}))).json, 'status.token'));
    const whoAmI = () =>
      send(new Agent({ rejectUnauthorized: false }), `${cluster.url}/apis/authentication.k8s.io/v1/selfsubjectreviews`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: {},
      });
    assert.equal(valueAt((await whoAmI()).json, 'status.userInfo.username'), 'system:serviceaccount:shop:orders');
    await cluster.apply([{ do: 'delete', kind: 'ServiceAccount', namespace: 'shop', name: 'orders' }]);
    assert.equal((await whoAmI()).status, 401);
  });
});

describe('who calls', () => {
  it('is the operator with the scenario’s rights, and the record of requests says so', async () => {
    const cluster = await start({ steps: [shop], operator: { namespaceRules: { shop: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] } } });
    const get = await clientOf(cluster.kubeconfigFile);
    assert.equal((await get(pods)).status, 200);
    const refused = await get('/api/v1/namespaces/shop/configmaps');
    assert.equal(valueAt(refused.json, 'reason'), 'Forbidden');
    assert.deepEqual(cluster.requests.at(-1), { method: 'GET', path: '/api/v1/namespaces/shop/configmaps', status: 403, user: 'dev' });
    assert.equal((await (await clientOf(cluster.adminKubeconfigFile))('/api/v1/namespaces/shop/configmaps')).status, 200);
  });

  it('is nobody without a credential, and unauthorized with a wrong one', async () => {
    const { url } = await start({});
    const stranger = new Agent({ rejectUnauthorized: false });
    assert.equal((await send(stranger, `${url}/version`, {})).status, 200);
    assert.match((await send(stranger, `${url}/api/v1/pods`, {})).text, /User \\"system:anonymous\\" cannot list/);
    assert.equal((await send(stranger, `${url}/version`, { headers: { authorization: 'Bearer nonsense' } })).status, 401);
    const foreign = createAuthority('foreign').issueClient('kubernetes-admin', ['system:masters']);
    const impostor = new Agent({ rejectUnauthorized: false, cert: foreign.certificatePem, key: foreign.keyPem });
    assert.equal((await send(impostor, `${url}/version`, {})).status, 401);
  });

  it('may act as somebody else only with the right to', async () => {
    const cluster = await start({ steps: [shop], operator: {} });
    const headers = { 'impersonate-user': 'dev' };
    const asDev = await (await clientOf(cluster.adminKubeconfigFile))(pods, { headers });
    assert.match(String(valueAt(asDev.json, 'message')), /^pods is forbidden: User "dev" cannot list/);
    const asRoot = await (await clientOf(cluster.kubeconfigFile))(pods, { headers: { 'impersonate-user': 'root' } });
    assert.match(String(valueAt(asRoot.json, 'message')), /^pods is forbidden: User "dev" cannot impersonate-on:user-info:list resource "pods"/);
  });
});

describe('writes', () => {
  it('run the controllers before they are answered, and a dry run runs none', async () => {
    const get = await clientOf((await start({ steps: [shop] })).kubeconfigFile);
    const path = '/apis/apps/v1/namespaces/shop/deployments';
    assert.equal((await get(`${path}?dryRun=All`, { method: 'POST', body: workload() })).status, 201);
    assert.equal(items(await get(pods)).length, 0);
    assert.equal((await get(path, { method: 'POST', body: workload() })).status, 201);
    assert.equal(items(await get(pods)).length, 2);
    assert.equal((await get(path, { method: 'POST', body: workload() })).status, 409);
    const restart = { spec: { template: { metadata: { annotations: { restarted: 'yes' } } } } };
    const patch = { method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' }, body: restart };
    assert.equal((await get(`${path}/orders`, patch)).status, 200);
    assert.equal(items(await get('/apis/apps/v1/namespaces/shop/replicasets')).length, 2);
    assert.equal(valueAt((await get(`${path}/orders`, { method: 'DELETE' })).json, 'status'), 'Success');
    assert.equal(items(await get(pods)).length, 0);
  });

  it('are refused when they were made from an old version', async () => {
    const get = await clientOf((await start({ steps: [shop] })).kubeconfigFile);
    const path = '/api/v1/namespaces/shop/serviceaccounts/orders';
    const old = (await get(path)).json;
    assert.ok(isRecord(old));
    const put = (label: string) => get(path, { method: 'PUT', body: { ...old, metadata: { ...(old['metadata'] as object), labels: { label } } } });
    assert.equal((await put('a')).status, 200);
    assert.match(String(valueAt((await put('b')).json, 'message')), /the object has been modified/);
  });

  it('that are no objects are answered, not stumbled over', async () => {
    const get = await clientOf((await start({ steps: [shop] })).kubeconfigFile);
    for (const body of [[], 'text', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers: 'none' } }, { kind: 'Service', apiVersion: 'v1' }]) {
      const reply = await get(pods, { method: 'POST', body });
      assert.ok(reply.status >= 400);
      assert.equal(valueAt(reply.json, 'kind'), 'Status');
    }
  });
});

describe('faults', () => {
  it('answer, reset, stall and delay as the scenario says', async () => {
    const cluster = await start({
      faults: [
        { match: 'GET 127.0.0.1/version', times: 1, act: { answer: 503, headers: { 'retry-after': '1' }, body: '{}' } },
        { match: 'GET 127.0.0.1/version', times: 1, act: 'reset' },
        { match: 'GET 127.0.0.1/version', times: 1, act: { delayMs: 50 } },
        { match: 'GET 127.0.0.1/healthz', act: 'stall' },
        { match: 'GET 127.0.0.1/livez', act: 'hang' },
      ],
    });
    const get = await clientOf(cluster.kubeconfigFile);
    const first = await get('/version');
    assert.deepEqual([first.status, first.headers['retry-after']], [503, '1']);
    await assert.rejects(get('/version'), { code: 'ECONNRESET' });
    const started = performance.now();
    assert.equal((await get('/version')).status, 200);
    assert.ok(performance.now() - started >= 45);
    const never = (path: string) => Promise.race([get(path).then(() => 'answered', () => 'failed'), new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))]);
    assert.equal(await never('/healthz'), 'waiting');
    assert.equal(await never('/livez'), 'waiting');
    assert.deepEqual(cluster.requests.slice(-2).map((each) => each.status), [200, 0]);
  });
});
