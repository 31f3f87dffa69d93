import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { WebhookState } from '../scenario.ts';
import { clientId, tenantId } from './testing/fixtures.ts';
import type { Pod } from './objects.ts';
import { mutatePod, webhookObjects } from './webhook.ts';

const wi: WebhookState = { generation: 'wi', tenantId };
const tokens: WebhookState = { generation: 'tokens', tenantId };
const account = (annotations: Record<string, string> = { 'azure.workload.identity/client-id': clientId }) => ({ metadata: { annotations } });

function pod(changes: { annotations?: Record<string, string>; spec?: Partial<Pod['spec']>; name?: string } = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(changes.name === undefined ? { generateName: 'orders-7c9f-' } : { name: changes.name }),
      ...(changes.annotations === undefined ? {} : { annotations: changes.annotations }),
    },
    spec: { serviceAccountName: 'orders', containers: [{ name: 'app' }], ...changes.spec },
  };
}

function mutated(given: Pod, state: WebhookState, serviceAccount = account()): Pod {
  const answer = mutatePod(given, { serviceAccount, state });
  assert.ok(answer.allowed);
  return answer.pod;
}

function environment(given: Pod, container = 'app'): Record<string, string | undefined> {
  const found = [...(given.spec.initContainers ?? []), ...given.spec.containers].find((each) => each.name === container);
  return Object.fromEntries((found?.env ?? []).map(({ name, value }) => [name, value]));
}

const refusal = (given: Pod, serviceAccount = account()) => {
  const answer = mutatePod(given, { serviceAccount, state: wi });
  return answer.allowed ? undefined : answer.message;
};
const expiring = (value: string) => pod({ annotations: { 'azure.workload.identity/service-account-token-expiration': value } });
const expirationOf = (given: Pod) => given.spec.volumes?.at(-1)?.projected?.sources?.[0]?.serviceAccountToken?.expirationSeconds;

describe('what the webhook does to a pod', () => {
  it('injects four variables, a mount and a volume under the path of releases up to 1.5', () => {
    const after = mutated(pod(), tokens);
    assert.deepEqual(environment(after), {
      AZURE_CLIENT_ID: clientId,
      AZURE_TENANT_ID: tenantId,
      AZURE_FEDERATED_TOKEN_FILE: '/var/run/secrets/azure/tokens/azure-identity-token',
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
    });
    assert.deepEqual(after.spec.containers[0]?.volumeMounts, [
      { name: 'azure-identity-token', readOnly: true, mountPath: '/var/run/secrets/azure/tokens' },
    ]);
    const source = { audience: 'api://AzureADTokenExchange', expirationSeconds: 3600, path: 'azure-identity-token' };
    assert.deepEqual(after.spec.volumes, [{ name: 'azure-identity-token', projected: { sources: [{ serviceAccountToken: source }], defaultMode: 420 } }]);
  });

  it('names the volume of release 1.6 after the pod, or after its generateName', () => {
    const nameOf = (seed: string) => `azure-workload-identity-reserved-${createHash('sha256').update(seed).digest('hex')}`.slice(0, 63);
    assert.equal(mutated(pod(), wi).spec.volumes?.[0]?.name, nameOf('orders-7c9f- (prefix)'));
    assert.equal(mutated(pod({ name: 'bare' }), wi).spec.volumes?.[0]?.name, nameOf('bare'));
    assert.equal(environment(mutated(pod(), wi))['AZURE_FEDERATED_TOKEN_FILE'], '/var/run/secrets/azure/wi/token/azure-identity-token');
  });

  it('changes init containers too, and leaves the pod it was given alone', () => {
    const given = pod({ spec: { initContainers: [{ name: 'migrate' }] } });
    const before = structuredClone(given);
    assert.equal(environment(mutated(given, wi), 'migrate')['AZURE_CLIENT_ID'], clientId);
    assert.deepEqual(given, before);
  });

  it('leaves out the containers in a list with semicolons, and none in a list with commas', () => {
    const spec = { containers: [{ name: 'app' }, { name: 'side' }] };
    const skip = (value: string) => mutated(pod({ spec, annotations: { 'azure.workload.identity/skip-containers': value } }), wi);
    assert.deepEqual(environment(skip('side; other'), 'side'), {});
    assert.equal(environment(skip('side; other'))['AZURE_CLIENT_ID'], clientId);
    assert.equal(environment(skip('app,side'), 'side')['AZURE_CLIENT_ID'], clientId);
  });

  it('keeps variables the container has, also one that comes from elsewhere', () => {
    const env = [{ name: 'AZURE_CLIENT_ID', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, { name: 'AZURE_TENANT_ID', value: 'mine' }];
    const after = mutated(pod({ spec: { containers: [{ name: 'app', env }] } }), wi);
    assert.deepEqual(after.spec.containers[0]?.env?.slice(0, 2), env);
    assert.equal(after.spec.containers[0]?.env?.length, 4);
  });

  it('injects no empty variable, and takes an empty tenant annotation at its word', () => {
    const after = environment(mutated(pod(), wi, account({ 'azure.workload.identity/tenant-id': '' })));
    assert.deepEqual(Object.keys(after), ['AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST']);
  });

  it('follows the cloud of its configuration', () => {
    const after = mutated(pod(), { ...wi, environment: 'AzureUSGovernmentCloud' });
    assert.equal(environment(after)['AZURE_AUTHORITY_HOST'], 'https://login.microsoftonline.us/');
  });

  it('adds nothing a second time', () => {
    for (const state of [wi, tokens]) {
      const once = mutated(pod(), state);
      assert.deepEqual(mutated(once, state), once);
    }
  });

  it('mounts on the same path again when a copied pod has another name, as release 1.6 does', () => {
    const copy: Pod = { ...mutated(pod(), wi), metadata: { name: 'copy' } };
    const paths = mutated(copy, wi).spec.containers[0]?.volumeMounts?.map((each) => each.mountPath);
    assert.deepEqual(paths, ['/var/run/secrets/azure/wi', '/var/run/secrets/azure/wi']);
  });

  it('is content with any projected token of that file name up to release 1.5', () => {
    const volumes = [{ name: 'mine', projected: { sources: [{ serviceAccountToken: { audience: 'other', path: 'azure-identity-token' } }] } }];
    assert.deepEqual(mutated(pod({ spec: { volumes } }), tokens).spec.volumes, volumes);
    assert.equal(mutated(pod({ spec: { volumes } }), wi).spec.volumes?.length, 2);
  });

  it('takes the expiration of the pod before that of the service account, and an empty one as none', () => {
    const long = account({ 'azure.workload.identity/service-account-token-expiration': '7200' });
    assert.equal(expirationOf(mutated(pod(), wi, long)), 7200);
    assert.equal(expirationOf(mutated(expiring('86400'), wi, long)), 86400);
    assert.equal(expirationOf(mutated(expiring(''), wi, long)), 7200);
    assert.equal(expirationOf(mutated(expiring('+3600'), wi)), 3600);
  });

  it('refuses an expiration it cannot read or that is out of bounds, with the real words', () => {
    assert.equal(refusal(expiring('60')), 'token expiration 60 not valid. Expected value to be between 3600 and 86400');
    assert.equal(refusal(expiring('1h')), 'strconv.ParseInt: parsing "1h": invalid syntax');
    assert.equal(refusal(expiring(' 3600')), 'strconv.ParseInt: parsing " 3600": invalid syntax');
    assert.equal(refusal(expiring('99999999999999999999')), 'strconv.ParseInt: parsing "99999999999999999999": value out of range');
  });

  it('either refuses an annotation or gives the token a lifetime within its bounds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.bigInt().map(String)), (text) => {
        const answer = mutatePod(expiring(text), { serviceAccount: account(), state: wi });
        const seconds = answer.allowed ? (expirationOf(answer.pod) ?? 0) : undefined;
        assert.ok(seconds === undefined || (seconds >= 3600 && seconds <= 86400));
      }),
    );
  });

  it('refuses a pod without a service account object', () => {
    const answer = mutatePod(pod(), { serviceAccount: undefined, state: wi });
    assert.deepEqual(answer, { allowed: false, code: 400, message: 'serviceaccounts "orders" not found' });
  });
});

describe('the objects of the add-on', () => {
  it('asks for pods with the label, fails closed, and points to the service in kube-system', () => {
    const { configuration } = webhookObjects(wi, 'Q0E=');
    const [webhook] = configuration['webhooks'] as Record<string, unknown>[];
    assert.equal(webhook?.['failurePolicy'], 'Fail');
    assert.deepEqual(webhook?.['objectSelector'], { matchLabels: { 'azure.workload.identity/use': 'true' } });
    const service = { name: 'azure-wi-webhook-webhook-service', namespace: 'kube-system', path: '/mutate-v1-pod', port: 443 };
    assert.deepEqual(webhook?.['clientConfig'], { caBundle: 'Q0E=', service });
  });

  it('points to a URL where one is given', () => {
    const { configuration } = webhookObjects(wi, 'Q0E=', 'https://127.0.0.1:1/mutate-v1-pod');
    const [webhook] = configuration['webhooks'] as Record<string, unknown>[];
    assert.deepEqual(webhook?.['clientConfig'], { caBundle: 'Q0E=', url: 'https://127.0.0.1:1/mutate-v1-pod' });
  });
});

describe('an identity binding', () => {
  const bound: WebhookState = { ...wi, identityBinding: true };
  const asking = pod({ annotations: { 'azure.workload.identity/use-identity-binding': 'True' } });

  it('sends pods that ask for it to the proxy, with a token for that alone and its certificate', () => {
    const got = mutated(asking, bound);
    const env = environment(got);
    assert.match(env['AZURE_KUBERNETES_TOKEN_PROXY'] ?? '', /^https:/);
    assert.match(env['AZURE_KUBERNETES_CA_FILE'] ?? '', /^\/var\/run\/secrets\/azure\/wi\//);
    const sources = (got.spec.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
    assert.deepEqual(sources.map(({ serviceAccountToken, configMap }) => serviceAccountToken?.audience ?? (configMap === undefined ? 'other' : 'configMap')), ['api://AKSIdentityBinding', 'configMap']);
  });

  it('leaves alone who does not ask, and is unknown to a webhook that AKS told nothing of a proxy, or an older one', () => {
    for (const [given, state] of [[pod(), bound], [asking, wi], [asking, { ...tokens, identityBinding: true }]] as const) {
      assert.equal(environment(mutated(given, state))['AZURE_KUBERNETES_TOKEN_PROXY'], undefined);
    }
  });
});
