import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { WebhookDeployment, WebhookEntry } from '../../evidence/webhook.ts';
import { refusal } from './refusal.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' } as const;
const entry: WebhookEntry = { configuration: 'azure-wi-webhook-mutating-webhook-configuration', createdAt: '', failurePolicy: 'Fail', hasCaBundle: true };
const away: WebhookDeployment = { namespace: 'kube-system', old: false, available: 0, replicas: 2, ofAks: true };
const account = { state: 'absent' } as const;

interface Around {
  readonly managedBy?: WebhookEntry['managedBy'];
  readonly program?: WebhookDeployment;
}

function judged(message: string, { managedBy, program }: Around = {}): string | undefined {
  const outcome = refusal(message, {
    owner,
    entry: managedBy === undefined ? entry : { ...entry, managedBy },
    program: program === undefined ? { state: 'not-needed' } : { state: 'known', value: program },
    account,
    annotations: {},
  });
  return outcome.outcome === 'fail' ? outcome.found.problem.name : undefined;
}

const post = 'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "https://azure-wi-webhook-webhook-service.kube-system.svc:443/mutate-v1-pod?timeout=10s": ';
const denied = 'admission webhook "mutation.azure-workload-identity.io" denied the request: ';
const untrusted = `${post}tls: failed to verify certificate: x509: certificate signed by unknown authority`;
const nobody = `${post}no endpoints available for service "azure-wi-webhook-webhook-service"`;

describe('a refusal in the name of the webhook', () => {
  for (const [text, problem] of [
    [nobody, 'webhook-no-endpoints'],
    [`${post}dial tcp 10.244.0.5:9443: connect: connection refused`, 'webhook-no-endpoints'],
    [`${post}dial tcp 10.244.0.5:9443: i/o timeout`, 'webhook-net-blocked'],
    [`${post}EOF`, 'webhook-net-blocked'],
    [`${post}http: server gave HTTP response to HTTPS client`, 'webhook-net-blocked'],
    [`${post}context deadline exceeded`, 'webhook-timeout'],
    [`${post}net/http: request canceled (Client.Timeout exceeded while awaiting headers)`, 'webhook-timeout'],
    [untrusted, 'webhook-cert-bad'],
    [`${denied}token expiration 60 not valid. Expected value to be between 3600 and 86400`, 'webhook-token-expiry-denied'],
    [`${denied}hostNetwork is set to true, cannot inject proxy sidecar`, 'pod-hostnetwork'],
  ] as const) {
    test(`says what is wrong: ${text.slice(text.lastIndexOf('": ') + 3)}`, () => {
      assert.equal(judged(text), problem);
    });
  }

  test('is for a caBundle from Git only where Argo CD or Flux keeps the configuration', () => {
    assert.deepEqual(
      (['Argo CD', 'Flux', 'Helm'] as const).map((managedBy) => judged(untrusted, { managedBy })),
      ['webhook-gitops-cabundle', 'webhook-gitops-cabundle', 'webhook-cert-bad'],
    );
  });

  test('is for want of a second pod only where there is none, and the only one is away', () => {
    const single = { ...away, replicas: 1 };
    assert.equal(judged(nobody, { program: single }), 'webhook-single-replica-down-during-upgrade');
    assert.equal(judged(nobody, { program: away }), 'webhook-no-endpoints');
    assert.equal(judged(nobody, { program: { ...single, available: 1 } }), 'webhook-no-endpoints');
    assert.equal(judged(untrusted, { program: single }), 'webhook-cert-bad');
  });

  test('in words that nobody knows is shown, and blamed on nothing', () => {
    assert.equal(judged(`${denied}something new`), undefined);
    fc.assert(fc.property(fc.string(), (text) => assert.doesNotThrow(() => judged(text))));
  });
});
