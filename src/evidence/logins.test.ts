import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientId, clusterRights, deployment, namespace, namespaceRights, object, otherClientId, serviceAccount, steps, template, tenantId, useLabel, webhook } from '../sandbox/scenarios/shop.ts';
import type { ClusterScenario } from '../sandbox/scenario.ts';
import { withQuestions } from '../../test/scenarios/questions.ts';
import { logins } from './logins.ts';
import type { Login, Target } from './subject.ts';

const orders: Target = { kind: 'deployment', namespace: 'shop', name: 'orders' };

function keyOf(target: Target, wished?: string): ReturnType<typeof logins.key> {
  return logins.key({ target, wishes: { exchange: true, read: true, ...(wished === undefined ? {} : { clientId: wished }) } });
}

function loginsOf(cluster: Omit<ClusterScenario, 'issuer'>, target: Target = orders, wished?: string): Promise<readonly Login[]> {
  return withQuestions(cluster, ({ world }) => world.need(logins, keyOf(target, wished)));
}

/** What tells one login from another, and where each value was found. */
function said({ clientId: id, tenantId: tenant, basis, containers }: Login): unknown {
  return { clientId: id, tenantId: tenant?.value, basis, containers };
}

const injected = { value: clientId, origin: 'env AZURE_CLIENT_ID of container app, injected' };
const container = (name: string, env: readonly unknown[] = []): Readonly<Record<string, unknown>> => ({ name, image: 'registry.example/orders:1', env });
const setsItself = { name: 'AZURE_CLIENT_ID', value: otherClientId };

test('injected pods have one login, each value with its origin, its token bound to the newest pod', async () => {
  const [login, ...more] = await loginsOf({ steps: steps() });
  assert.ok(login !== undefined);
  assert.deepEqual(more, []);
  assert.deepEqual(said(login), { clientId: injected, tenantId, basis: 'as-is', containers: ['app'] });
  assert.deepEqual([login.namespace, login.serviceAccount, login.podGroups], ['shop', 'orders', ['g1']]);
  assert.deepEqual(login.authorityHost, { value: 'https://login.microsoftonline.com/', origin: 'env AZURE_AUTHORITY_HOST of container app, injected' });
  assert.equal(login.audience.value, 'api://AzureADTokenExchange');
  assert.match(login.audience.origin, /^volume /);
  assert.match(login.boundPod?.name ?? '', /^orders-/);
});

test('containers with equal values share a login; one that sets its own client id has another', async () => {
  const found = await loginsOf({ steps: steps(deployment({ containers: [container('app'), container('worker'), container('other', [setsItself])] })) });
  assert.deepEqual(found.map(said), [
    { clientId: injected, tenantId, basis: 'as-is', containers: ['app', 'worker'] },
    { clientId: { value: otherClientId, origin: 'env AZURE_CLIENT_ID of container other, set by the template' }, tenantId, basis: 'as-is', containers: ['other'] },
  ]);
});

test('a container in skip-containers logs in nowhere', async () => {
  const found = await loginsOf({
    steps: steps(deployment({ containers: [container('app'), container('proxy', [setsItself])], annotations: { 'azure.workload.identity/skip-containers': 'proxy' } })),
  });
  assert.deepEqual(found.map(({ containers }) => containers), [['app']]);
});

test('init containers log in as well', async () => {
  const found = await loginsOf({ steps: steps(deployment({ spec: { initContainers: [container('migrate')] } })) });
  assert.deepEqual(found.map(({ containers }) => containers), [['migrate', 'app']]);
});

test('two groups of pods with equal values are one login', async () => {
  const restarted = { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T20:00:00Z' } } } } };
  const found = await loginsOf({ steps: [...steps(), { do: 'pods', become: 'pending' }, { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: restarted }] });
  assert.deepEqual(found.map(({ podGroups }) => podGroups), [['g1', 'g2']]);
});

test('pods without the label have the login that a dry run with it shows, after mending', async () => {
  const found = await loginsOf({ steps: steps(deployment({ labels: {} })) });
  assert.deepEqual(found.map(said), [{ clientId: { value: clientId, origin: 'env AZURE_CLIENT_ID of container app, as a dry run injects it' }, tenantId, basis: 'after-mend', containers: ['app'] }]);
  assert.deepEqual(found.map(({ podGroups, boundPod }) => [podGroups, boundPod]), [[[], undefined]]);
});

test('stale pods have the login that they use, and the one that they would have', async () => {
  const stale = [
    { do: 'webhook', state: webhook },
    { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': otherClientId })] },
    { do: 'apply', objects: [deployment()] },
    { do: 'apply', objects: [serviceAccount()] },
  ] as const;
  const found = await loginsOf({ steps: stale });
  assert.deepEqual(found.map(({ clientId: id, basis }) => [id?.value, basis]), [[otherClientId, 'as-is'], [clientId, 'after-mend']]);
});

test('without a webhook the annotation says what the login would be, and nothing is bound to a pod', async () => {
  const found = await loginsOf({ steps: [{ do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': tenantId }), deployment()] }] });
  assert.deepEqual(found.map(said), [{ clientId: { value: clientId, origin: 'annotation of serviceaccount/orders' }, tenantId, basis: 'after-mend', containers: ['app'] }]);
});

test('an application that passes its client id in code logs in with that one, whatever its pod names', async () => {
  const bare = { steps: [{ do: 'webhook', state: webhook }, { do: 'apply', objects: [namespace, serviceAccount({}), deployment()] }] } as const;
  const passed = await loginsOf(bare, orders, otherClientId);
  assert.deepEqual(passed.map(({ clientId: id }) => id), [{ value: otherClientId, origin: '--client-id' }]);
  const unnamed = await loginsOf(bare);
  assert.deepEqual(unnamed.map(({ clientId: id, basis }) => [id, basis]), [[undefined, 'as-is']]);
  const named = await loginsOf({ steps: steps() }, orders, otherClientId);
  assert.deepEqual(named.map(({ clientId: id }) => id), [{ value: otherClientId, origin: '--client-id' }]);
});

test('of a pod without an owner nobody can see who set a value', async () => {
  const { spec } = template();
  const pod = { ...object('v1', 'Pod', spec), metadata: { name: 'orders', namespace: 'shop', labels: useLabel } };
  const found = await loginsOf({ steps: steps(pod) }, { ...orders, kind: 'pod' });
  assert.deepEqual(found.map(said), [{ clientId: { value: clientId, origin: 'env AZURE_CLIENT_ID of container app, of the pod' }, tenantId, basis: 'as-is', containers: ['app'] }]);
});

test('a service account without pods has the login of the pod that it would get', async () => {
  const found = await loginsOf({ steps: [{ do: 'webhook', state: webhook }, { do: 'apply', objects: [namespace, serviceAccount()] }] }, { ...orders, kind: 'serviceaccount' });
  assert.deepEqual(found.map(({ clientId: id, basis, serviceAccount: name }) => [id?.value, basis, name]), [[clientId, 'after-mend', 'orders']]);
});

test('a token volume of another audience is part of the login, with its name', async () => {
  const volume = { name: 'my-token', projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'api://custom', expirationSeconds: 3600 } }] } };
  const own = { ...container('app', [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/mine/token' }]), volumeMounts: [{ name: 'my-token', mountPath: '/var/run/mine' }] };
  const [login] = await loginsOf({ steps: steps(deployment({ containers: [own], spec: { volumes: [volume] } })) });
  assert.deepEqual(login?.audience, { value: 'api://custom', origin: 'volume my-token' });
});

test('pods that can be read have their login, though the service account cannot', async () => {
  const rules = namespaceRights.filter(({ resources }) => !resources.includes('serviceaccounts'));
  const found = await loginsOf({ steps: steps(), operator: { clusterRules: clusterRights, namespaceRules: { shop: rules } } });
  assert.deepEqual(found.map(said), [{ clientId: injected, tenantId, basis: 'as-is', containers: ['app'] }]);
});

test('a login that hangs on a service account which cannot be read waits for that right, rather than going without a client id', async () => {
  const rules = namespaceRights.filter(({ resources }) => !resources.includes('serviceaccounts'));
  const cluster = { steps: [{ do: 'apply', objects: [namespace, serviceAccount(), deployment()] }], operator: { clusterRules: clusterRights, namespaceRules: { shop: rules } } } as const;
  const answer = await withQuestions(cluster, ({ world }) => world.get(logins, keyOf(orders)));
  assert.equal(answer.state === 'unknown' ? answer.gap.needs : answer.state, 'get serviceaccounts resourceNames=[orders] in namespace shop');
});
