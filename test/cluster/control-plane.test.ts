import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import * as z from 'zod';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import type { KubernetesObject, Step, WebhookState } from '../../src/sandbox/scenario.ts';
import { WireFailure } from '../../src/wire/failure.ts';
import { startControlPlane } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { createOperator } from './operator.ts';
import { runSteps } from './run-steps.ts';
import { createWebhook } from './webhook-server.ts';
import type { ClusterWebhook } from './webhook-server.ts';

const tenantId = '3f4b2f0e-7a55-4c11-9b63-0a5c3d1e7f21';
const clientId = '5f0c1d52-6b0e-4a68-8c3f-d5a9d2b791ab';
const issuer = `https://westeurope.oic.prod-aks.azure.com/${tenantId}/8d1c4f6a-52f0-4f0b-a7e9-6b1f7a3c2d10/`;
const audience = 'api://AzureADTokenExchange';

const exec = promisify(execFile);
let plane: ControlPlane;
let webhook: ClusterWebhook;

// Without the cache a build of nine minutes and more comes first.
before(
  async () => {
    plane = await startControlPlane({ issuer, authority: createAuthority('kubernetes') });
    webhook = await createWebhook(plane);
  },
  { timeout: 45 * 60_000 },
);
after(() => plane.stop(), { timeout: 60_000 });

const soon = { timeout: 120_000 };

test('a token carries the issuer byte for byte and is signed by a published key', soon, async () => {
  const ran = await runSteps({ plane, webhook }, [{ do: 'apply', objects: [namespace(), account()] }]);
  const answer = await plane.api.call('POST', '/api/v1/namespaces/shop/serviceaccounts/orders/token', {
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: [audience], expirationSeconds: 600 } },
  });
  const { token } = z.looseObject({ status: z.looseObject({ token: z.string() }) }).parse(answer).status;
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  const { iss, sub, aud } = z.looseObject({ iss: z.string(), sub: z.string(), aud: z.array(z.string()) }).parse(JSON.parse(claims));
  assert.deepEqual({ iss, sub, aud }, { iss: issuer, sub: 'system:serviceaccount:shop:orders', aud: [audience] });
  const { kid } = z.looseObject({ kid: z.string() }).parse(JSON.parse(header));
  assert.deepEqual((await plane.jwks()).keys.map((key) => key.kid), [kid]);
  const discovery = await plane.api.call('GET', '/.well-known/openid-configuration');
  assert.deepEqual(z.looseObject({ issuer: z.string(), jwks_uri: z.string() }).parse(discovery), {
    ...z.looseObject({}).parse(discovery),
    issuer,
    jwks_uri: `${issuer}openid/v1/jwks`,
  });
  await ran.cleanUp();
});

test('the server and kubectl call themselves by the version they were built from', soon, async () => {
  const admin = await createOperator(plane, 'admin');
  const { stdout } = await exec(plane.binaries.kubectl, ['--kubeconfig', admin.kubeconfig, 'version', '-o', 'json']);
  const version = z.looseObject({ gitVersion: z.string() });
  const { clientVersion, serverVersion } = z.looseObject({ clientVersion: version, serverVersion: version }).parse(JSON.parse(stdout));
  assert.match(serverVersion.gitVersion, /^v1\.\d\d\.\d+$/);
  assert.equal(clientVersion.gitVersion, serverVersion.gitVersion);
  await admin.remove();
});

test('an operator has the rights of the scenario, no others, and none after it', soon, async () => {
  const ran = await runSteps({ plane, webhook }, [{ do: 'apply', objects: [namespace(), account()] }]);
  const operator = await createOperator(plane, {
    clusterRules: [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }],
    namespaceRules: { shop: [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['get'], resourceNames: ['orders'] }] },
  });
  const kubectl = (...argv: string[]): Promise<string> => run(plane.binaries.kubectl, ['--kubeconfig', operator.kubeconfig, ...argv]);
  assert.match(await kubectl('get', 'serviceaccount', 'orders', '-n', 'shop', '-o', 'name'), /^serviceaccount\/orders$/m);
  assert.match(await kubectl('get', 'namespace', 'shop', '-o', 'name'), /^namespace\/shop$/m);
  assert.equal(
    await kubectl('create', 'token', 'orders', '-n', 'shop'),
    'error: failed to create token: serviceaccounts "orders" is forbidden: User "dev" cannot create resource "serviceaccounts/token" in API group "" in the namespace "shop"\n',
  );
  assert.equal(
    await kubectl('get', 'pods', '-n', 'shop'),
    'Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "shop"\n',
  );
  const { user } = operator;
  await operator.remove();
  const spec = { user, resourceAttributes: { namespace: 'shop', verb: 'get', resource: 'serviceaccounts', name: 'orders' } };
  const review = await plane.api.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec },
  });
  assert.equal(z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) }).parse(review).status.allowed, false);
  await ran.cleanUp();
});

for (const [generation, tokenFile] of [
  ['tokens', '/var/run/secrets/azure/tokens/azure-identity-token'],
  ['wi', '/var/run/secrets/azure/wi/token/azure-identity-token'],
] as const) {
  test(`a Deployment gets pods that the webhook of generation "${generation}" has injected`, soon, async () => {
    const ran = await runSteps({ plane, webhook }, [webhookStep({ generation }), { do: 'apply', objects: [namespace(), account(), deployment(2)] }]);
    const found = await pods();
    assert.deepEqual(found.map((pod) => pod.status.phase), ['Running', 'Running']);
    for (const pod of found) {
      assert.deepEqual(environment(pod), {
        AZURE_CLIENT_ID: clientId,
        AZURE_TENANT_ID: tenantId,
        AZURE_FEDERATED_TOKEN_FILE: tokenFile,
        AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
      });
      assert.deepEqual(
        pod.spec.volumes.flatMap((volume) => volume.projected?.sources ?? []).flatMap((source) => source.serviceAccountToken?.audience ?? []),
        [audience],
      );
    }
    await ran.cleanUp();
  });
}

test('with the webhook down and failurePolicy Fail no pod is made, and the API server says why', soon, async () => {
  const ran = await runSteps({ plane, webhook }, [webhookStep({ server: 'down' }), { do: 'apply', objects: [namespace(), account(), deployment(1)] }]);
  assert.deepEqual(await pods(), []);
  const said =
    'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: ' +
    'Post "https://azure-wi-webhook-webhook-service.kube-system.svc:443/mutate-v1-pod?timeout=10s": no endpoints available for service "azure-wi-webhook-webhook-service"';
  assert.deepEqual((await conditionsOf('orders')).filter(({ reason }) => reason === 'FailedCreate').map(({ message }) => message), [said]);
  await assert.rejects(plane.api.call('POST', '/api/v1/namespaces/shop/pods?dryRun=All', { body: barePod() }), refusedWith(500, said));
  await ran.cleanUp();
});

test('a webhook that was up and goes down is really down, and pods come when it is up again', soon, async () => {
  const ran = await runSteps({ plane, webhook }, [
    webhookStep({}),
    { do: 'apply', objects: [namespace(), account()] },
    webhookStep({ server: 'down' }),
    { do: 'apply', objects: [deployment(1)] },
    { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { replicas: 2 } } },
    webhookStep({}),
  ]);
  assert.deepEqual((await pods()).map((pod) => [pod.status.phase, environment(pod)['AZURE_CLIENT_ID']]), [
    ['Running', clientId],
    ['Running', clientId],
  ]);
  await ran.cleanUp();
});

test('with the webhook down and failurePolicy Ignore pods are made without injection', soon, async () => {
  const ran = await runSteps({ plane, webhook }, [webhookStep({ server: 'down', failurePolicy: 'Ignore' }), { do: 'apply', objects: [namespace(), account(), deployment(1)] }]);
  assert.deepEqual((await pods()).map((pod) => [pod.status.phase, environment(pod)]), [['Running', {}]]);
  await ran.cleanUp();
});

test('the webhook refuses in its own words', soon, async () => {
  const annotations = { 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/service-account-token-expiration': '600' };
  const ran = await runSteps({ plane, webhook }, [webhookStep({}), { do: 'apply', objects: [namespace(), account(annotations)] }]);
  await assert.rejects(
    plane.api.call('POST', '/api/v1/namespaces/shop/pods?dryRun=All', { body: barePod() }),
    refusedWith(400, 'admission webhook "mutation.azure-workload-identity.io" denied the request: token expiration 600 not valid. Expected value to be between 3600 and 86400'),
  );
  await ran.cleanUp();
});

test('a rollout stands still while pods become pending, old pods go on, and a status that was set stays', soon, async () => {
  const ran = await runSteps({ plane, webhook }, [
    webhookStep({}),
    { do: 'apply', objects: [namespace(), account(), deployment(2)] },
    { do: 'pods', become: 'pending' },
    { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { template: { metadata: { annotations: { restarted: 'yes' } } } } } },
    { do: 'status', kind: 'Deployment', namespace: 'shop', name: 'orders', status: { conditions: [overdue] } },
  ]);
  assert.deepEqual((await pods()).map((pod) => pod.status.phase).sort(), ['Pending', 'Running', 'Running']);
  assert.deepEqual((await conditionsOf('orders')).find(({ type }) => type === 'Progressing')?.reason, overdue.reason);
  await ran.cleanUp();
});

test('StatefulSets, DaemonSets, Jobs and SecretProviderClasses work, and nothing of a scenario is left after it', soon, async () => {
  const inventory = async (): Promise<readonly string[]> => {
    const lists = await Promise.all(
      ['/api/v1/namespaces', '/api/v1/pods', '/api/v1/services', '/api/v1/serviceaccounts', '/apis/apps/v1/deployments', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'].map(
        (path) => plane.api.list(path),
      ),
    );
    return lists.flat().map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  };
  const fresh = await inventory();
  const template = { metadata: { labels: { app: 'x', 'azure.workload.identity/use': 'true' } }, spec: podSpec() };
  const selector = { matchLabels: { app: 'x' } };
  const object = (apiVersion: string, kind: string, spec: unknown): KubernetesObject => ({ apiVersion, kind, metadata: { name: kind.toLowerCase(), namespace: 'shop' }, spec });
  const ran = await runSteps({ plane, webhook }, [
    webhookStep({}),
    {
      do: 'apply',
      objects: [
        namespace(),
        account(),
        object('apps/v1', 'StatefulSet', { replicas: 2, serviceName: 'x', selector, template }),
        object('apps/v1', 'DaemonSet', { selector, template }),
        object('batch/v1', 'Job', { template: { ...template, spec: { ...podSpec(), restartPolicy: 'Never' } } }),
        object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', { provider: 'azure', parameters: { keyvaultName: 'kv-shop' } }),
      ],
    },
  ]);
  assert.deepEqual((await pods()).map((pod) => [pod.status.phase, environment(pod)['AZURE_CLIENT_ID']]), Array.from({ length: 4 }, () => ['Running', clientId]));
  assert.ok(await plane.api.find('/apis/secrets-store.csi.x-k8s.io/v1/namespaces/shop/secretproviderclasses/secretproviderclass'));
  await ran.cleanUp();
  assert.deepEqual(await inventory(), fresh);
});

test('a refused step says what kubectl says, and leaves nothing', soon, async () => {
  await assert.rejects(runSteps({ plane, webhook }, [webhookStep({}), { do: 'apply', objects: [account()] }]), {
    message: 'kubectl apply: Error from server (NotFound): error when creating "STDIN": namespaces "shop" not found',
  });
  assert.deepEqual(await plane.api.list('/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'), []);
});

const overdue = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'ReplicaSet "orders" has timed out progressing.' };
const conditions = z.array(z.looseObject({ type: z.string(), reason: z.string(), message: z.string() }));

async function conditionsOf(name: string): Promise<z.infer<typeof conditions>> {
  const stored = await plane.api.get(`/apis/apps/v1/namespaces/shop/deployments/${name}`);
  return z.looseObject({ status: z.looseObject({ conditions }) }).parse(stored).status.conditions;
}

const podList = z.array(
  z.looseObject({
    spec: z.looseObject({
      containers: z.array(z.looseObject({ env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]) })),
      volumes: z
        .array(
          z.looseObject({
            projected: z.looseObject({ sources: z.array(z.looseObject({ serviceAccountToken: z.looseObject({ audience: z.string().optional() }).optional() })) }).optional(),
          }),
        )
        .default([]),
    }),
    status: z.looseObject({ phase: z.string() }),
  }),
);
type ListedPod = z.infer<typeof podList>[number];

async function pods(): Promise<readonly ListedPod[]> {
  return podList.parse(await plane.api.list('/api/v1/namespaces/shop/pods'));
}

function environment(pod: ListedPod): Record<string, string | undefined> {
  return Object.fromEntries((pod.spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
}

function webhookStep(state: Partial<WebhookState>): Step {
  return { do: 'webhook', state: { generation: 'wi', tenantId, ...state } };
}

function namespace(): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
}

function account(annotations: Readonly<Record<string, string>> = { 'azure.workload.identity/client-id': clientId }): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop', annotations } };
}

function podSpec(): Readonly<Record<string, unknown>> {
  return { serviceAccountName: 'orders', containers: [{ name: 'app', image: 'registry.example/orders:1' }] };
}

function barePod(): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one', labels: { 'azure.workload.identity/use': 'true' } }, spec: podSpec() };
}

function deployment(replicas: number): KubernetesObject {
  const labels = { app: 'orders', 'azure.workload.identity/use': 'true' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: { replicas, selector: { matchLabels: { app: 'orders' } }, template: { metadata: { labels }, spec: podSpec() } },
  };
}

function refusedWith(status: number, message: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof WireFailure && error.fault.kind === 'status', String(error));
    assert.deepEqual([error.fault.status, error.fault.message], [status, message]);
    return true;
  };
}

/** What a program wrote, whether it ended well or not. */
async function run(program: string, argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = await exec(program, argv).catch((error: unknown) => z.looseObject({ stdout: z.string(), stderr: z.string() }).parse(error));
  return `${stdout}${stderr}`;
}
