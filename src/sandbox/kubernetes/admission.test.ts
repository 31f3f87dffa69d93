import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject, Step } from '../scenario.ts';
import { all, clusterAfter, namespace, serviceAccount, shop, stored, take, useLabel, webhookStep } from './testing/fixtures.ts';
import { valueAt } from './objects.ts';
import type { ApiObject, Pod } from './objects.ts';
import { create } from './registry.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';

const noEndpoints =
  'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "https://azure-wi-webhook-webhook-service.kube-system.svc:443/mutate-v1-pod?timeout=10s": no endpoints available for service "azure-wi-webhook-webhook-service"';
const configuration = { kind: 'MutatingWebhookConfiguration', name: 'azure-wi-webhook-mutating-webhook-configuration' } as const;

function pod(changes: { labels?: Record<string, string>; annotations?: Record<string, string>; spec?: Record<string, unknown> } = {}): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'probe-', labels: changes.labels ?? useLabel, ...(changes.annotations === undefined ? {} : { annotations: changes.annotations }) },
    spec: { serviceAccountName: 'orders', containers: [{ name: 'app', image: 'a:1' }], ...changes.spec },
  };
}

function dryRun(state: ClusterState, object = pod(), inNamespace = 'shop'): Pod {
  return create(state, kindNamed(state, 'Pod'), inNamespace, object, { manager: 'wi', dryRun: true }) as ApiObject as Pod;
}

const variables = ({ spec }: Pod) => (spec.containers[0]?.env ?? []).map((each) => each.name);
const injected = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST'];

describe('the webhook', () => {
  it('mutates a labelled pod in a dry run, and nothing is stored', () => {
    const state = clusterAfter(webhookStep(), shop);
    assert.deepEqual(variables(dryRun(state)), injected);
    assert.deepEqual(all(state, 'Pod'), []);
  });

  it('is not asked about a pod whose label has another value', () => {
    const state = clusterAfter(webhookStep(), shop);
    assert.deepEqual(variables(dryRun(state, pod({ labels: { 'azure.workload.identity/use': 'True' } }))), []);
  });

  it('is asked only for namespaces its selector matches', () => {
    const state = clusterAfter(webhookStep({ namespaceSelector: { matchLabels: { team: 'a' } } }), shop);
    assert.deepEqual(variables(dryRun(state)), []);
    take(state, { do: 'patch', kind: 'Namespace', name: 'shop', patch: { metadata: { labels: { team: 'a' } } } });
    assert.deepEqual(variables(dryRun(state)), injected);
  });

  it('that is down stops pods when it fails closed, with the API server’s words', () => {
    const state = clusterAfter(webhookStep({ server: 'down' }), shop);
    assert.throws(() => dryRun(state), { code: 500, reason: 'InternalError', message: noEndpoints });
    assert.deepEqual(variables(dryRun(state, pod({ labels: {} }))), []);
    assert.equal(valueAt(stored(state, 'Deployment', 'azure-wi-webhook-controller-manager', 'kube-system'), 'status.availableReplicas'), undefined);
  });

  it('that is down lets pods pass unchanged when it fails open', () => {
    const state = clusterAfter(webhookStep({ server: 'down', failurePolicy: 'Ignore' }), shop);
    assert.deepEqual(variables(dryRun(state)), []);
  });

  it('loses its endpoints when somebody scales it to nothing', () => {
    const state = clusterAfter(webhookStep(), shop);
    const patch = { spec: { replicas: 0 } };
    take(state, { do: 'patch', kind: 'Deployment', namespace: 'kube-system', name: 'azure-wi-webhook-controller-manager', patch });
    assert.throws(() => dryRun(state), { message: noEndpoints });
  });

  it('without its Service is not found', () => {
    const state = clusterAfter(webhookStep(), shop, { do: 'delete', kind: 'Service', namespace: 'kube-system', name: 'azure-wi-webhook-webhook-service' });
    assert.throws(() => dryRun(state), /service "azure-wi-webhook-webhook-service" not found$/);
  });

  it('with a foreign caBundle is not trusted', () => {
    const state = clusterAfter(webhookStep(), shop);
    const [webhook] = stored(state, configuration.kind, configuration.name, '')['webhooks'] as Record<string, unknown>[];
    const clientConfig = { ...(webhook?.['clientConfig'] as Record<string, unknown>), caBundle: 'Zm9yZWlnbg==' };
    take(state, { do: 'patch', ...configuration, patch: { webhooks: [{ ...webhook, clientConfig }] } });
    assert.throws(() => dryRun(state), /tls: failed to verify certificate: x509: certificate signed by unknown authority$/);
  });

  it('that was never installed, or was removed, changes nothing', () => {
    assert.deepEqual(variables(dryRun(clusterAfter(shop))), []);
    const state = clusterAfter(webhookStep(), shop, { do: 'webhook', state: 'absent' });
    assert.deepEqual(variables(dryRun(state)), []);
    assert.deepEqual(all(state, 'Pod', 'kube-system'), []);
  });

  it('denies a token expiration out of bounds', () => {
    const annotations = { 'azure.workload.identity/service-account-token-expiration': '60' };
    const message =
      'admission webhook "mutation.azure-workload-identity.io" denied the request: token expiration 60 not valid. Expected value to be between 3600 and 86400';
    assert.throws(() => dryRun(clusterAfter(webhookStep(), shop), pod({ annotations })), { code: 400, message });
  });

  it('changes what pods created after its upgrade look like', () => {
    const state = clusterAfter(webhookStep({ generation: 'tokens' }), shop);
    const path = () => dryRun(state).spec.containers[0]?.volumeMounts?.at(-1)?.mountPath;
    assert.equal(path(), '/var/run/secrets/azure/tokens');
    take(state, webhookStep());
    assert.equal(path(), '/var/run/secrets/azure/wi');
  });

  it('makes a copied pod invalid: two mounts on one path', () => {
    const state = clusterAfter(webhookStep(), shop);
    const { spec } = dryRun(state);
    const copy: ApiObject = { ...pod(), metadata: { name: 'copy', labels: useLabel }, spec };
    assert.throws(() => create(state, kindNamed(state, 'Pod'), 'shop', copy, { manager: 'wi', dryRun: true }), {
      code: 422,
      message: 'Pod "copy" is invalid: spec.containers[0].volumeMounts[2].mountPath: Invalid value: "/var/run/secrets/azure/wi": must be unique',
    });
  });
});

describe('the service account plugin', () => {
  it('refuses a pod whose account is missing, before the webhook is asked', () => {
    const state = clusterAfter(webhookStep({ server: 'down' }), shop);
    assert.throws(() => dryRun(state, pod({ spec: { serviceAccountName: 'order' } })), {
      code: 403,
      message: 'pods "probe-" is forbidden: error looking up service account shop/order: serviceaccount "order" not found',
    });
  });

  it('gives the default account, and mounts the API token unless the pod or the account says no', () => {
    const state = clusterAfter(shop);
    const plain = dryRun(state, pod({ spec: { serviceAccountName: undefined } }));
    assert.equal(plain.spec.serviceAccountName, 'default');
    assert.match(plain.spec.volumes?.[0]?.name ?? '', /^kube-api-access-[a-z0-9]{5}$/);
    assert.deepEqual(dryRun(state, pod({ spec: { automountServiceAccountToken: false } })).spec.volumes, undefined);
    take(state, { do: 'patch', kind: 'ServiceAccount', namespace: 'shop', name: 'orders', patch: { automountServiceAccountToken: false } });
    assert.equal(dryRun(state).spec.volumes, undefined);
    assert.equal(dryRun(state, pod({ spec: { automountServiceAccountToken: true } })).spec.volumes?.length, 1);
  });
});

describe('what refuses a finished pod', () => {
  it('is a namespace that does not exist', () => {
    assert.throws(() => dryRun(clusterAfter(), pod(), 'nowhere'), { code: 404, message: 'namespaces "nowhere" not found' });
  });

  it('is a quota, with what was asked, used and allowed', () => {
    const quota: KubernetesObject = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few', namespace: 'shop' }, spec: { hard: { pods: '1' } } };
    const bare: KubernetesObject = { ...pod(), metadata: { name: 'bare', namespace: 'shop' } };
    const steps: Step[] = [{ do: 'apply', objects: [namespace('shop'), serviceAccount('orders'), quota, bare] }];
    const state = clusterAfter(...steps);
    assert.throws(() => dryRun(state), /^ApiFailure: pods "probe-[a-z0-9]{5}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1$/);
    assert.deepEqual(valueAt(stored(state, 'ResourceQuota', 'few'), 'status.used'), { pods: '1' });
  });

  it('is Pod Security, at the level its namespace enforces', () => {
    const state = clusterAfter({ do: 'apply', objects: [namespace('shop', { 'pod-security.kubernetes.io/enforce': 'restricted' }), serviceAccount('orders')] });
    assert.throws(() => dryRun(state), /is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false \(container "app"/);
  });
});
