import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawPodTemplate } from './raw-template.ts';
import type { Target } from './subject.ts';

function owner(kind: Target['kind'], name = 'orders'): Target {
  return { kind, namespace: 'shop', name };
}

const template = {
  metadata: { labels: { app: 'orders' }, annotations: { note: 'kept' }, creationTimestamp: null },
  spec: {
    serviceAccountName: 'orders',
    restartPolicy: 'Never',
    aFieldOfTheFuture: { kept: true },
    containers: [{ name: 'app', image: 'registry.example/orders:1', anotherOne: [1], env: [{ name: 'AZURE_CLIENT_ID', value: 'own' }] }],
  },
};

for (const kind of ['deployment', 'statefulset', 'daemonset', 'replicaset', 'job'] as const) {
  test(`a pod of a ${kind} is its template as it stands, fields that we do not know included`, () => {
    const raw = { metadata: { name: 'orders', ownerReferences: [] }, spec: { replicas: 2, template }, status: {} };
    assert.deepEqual(rawPodTemplate(owner(kind), raw), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'orders-', labels: { app: 'orders' }, annotations: { note: 'kept' } },
      spec: template.spec,
    });
  });
}

test('a pod of a CronJob is the template of its jobs', () => {
  const raw = { spec: { schedule: '0 * * * *', jobTemplate: { spec: { template } } } };
  assert.deepEqual(rawPodTemplate(owner('cronjob'), raw).spec, template.spec);
});

test('a template without metadata has no labels and no annotations', () => {
  const { metadata } = rawPodTemplate(owner('deployment'), { spec: { template: { metadata: null, spec: template.spec } } });
  assert.deepEqual(metadata, { generateName: 'orders-', labels: {}, annotations: {} });
});

test('a long name is cut so that the API server can add to it', () => {
  assert.equal(rawPodTemplate(owner('deployment', 'o'.repeat(250)), { spec: { template } }).metadata.generateName.length, 51);
});

const injectedEnv = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST'].map((name) => ({ name, value: 'injected' }));
const injectedMounts = [
  { name: 'azure-identity-token', mountPath: '/var/run/secrets/azure/tokens' },
  { name: 'azure-workload-identity-reserved-token', mountPath: '/var/run/secrets/azure/wi/token' },
  { name: 'kube-api-access-x7v2p', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
];
const bare = {
  metadata: { name: 'orders', uid: 'u', resourceVersion: '7', labels: { app: 'orders' }, ownerReferences: [{ kind: 'Node' }], managedFields: [{}] },
  spec: {
    nodeName: 'node-1',
    priority: 0,
    ephemeralContainers: [{ name: 'debug' }],
    serviceAccountName: 'orders',
    aFieldOfTheFuture: true,
    initContainers: [{ name: 'init', env: injectedEnv, volumeMounts: injectedMounts }],
    containers: [{ name: 'app', image: 'x', env: [...injectedEnv, { name: 'DB', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }], volumeMounts: [...injectedMounts, { name: 'data', mountPath: '/data' }] }],
    volumes: [...injectedMounts.map(({ name }) => ({ name, projected: { sources: [] } })), { name: 'data', emptyDir: {} }],
  },
  status: { phase: 'Running' },
};

test('of a pod without an owner is taken out what admission and the scheduler put in, and nothing else', () => {
  assert.deepEqual(rawPodTemplate(owner('pod'), bare), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'orders-', labels: { app: 'orders' }, annotations: {} },
    spec: {
      serviceAccountName: 'orders',
      aFieldOfTheFuture: true,
      initContainers: [{ name: 'init', env: [], volumeMounts: [] }],
      containers: [{ name: 'app', image: 'x', env: [{ name: 'DB', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }], volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      volumes: [{ name: 'data', emptyDir: {} }],
    },
  });
});

test('the object that was read is left as it was', () => {
  const before = structuredClone(bare);
  rawPodTemplate(owner('pod'), bare);
  assert.deepEqual(bare, before);
});

test('an object without a template is refused', () => {
  for (const raw of [{}, null, { spec: {} }, { spec: { template: { spec: 'no' } } }]) assert.throws(() => rawPodTemplate(owner('deployment'), raw));
});
