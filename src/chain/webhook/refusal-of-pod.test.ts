import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Answer } from '../../evidence/answer.ts';
import type { DryRun } from '../../evidence/dry-run.ts';
import type { Container, PodShape } from '../../evidence/subject.ts';
import { refusalOfPod } from './refusal-of-pod.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' } as const;
const plain: PodShape = { labels: {}, annotations: {}, serviceAccount: 'orders', containers: [], tokenSources: [], hostNetwork: false, secretsStoreVolumes: [] };
const copied: PodShape = { ...plain, tokenSources: [{ volume: 'azure-workload-identity-reserved-0123', path: 'token/azure-identity-token', audience: 'api://AzureADTokenExchange' }] };
const sidecar: Container = { name: 'mesh', init: true, sidecar: true, variables: [], envFrom: false, mounts: [] };

function refused(detail: string): Answer<DryRun> {
  return { state: 'unknown', gap: { reason: 'blocked', needs: 'the API server to admit a bare pod', detail } };
}

function judged(detail: string, template: PodShape = plain): string | undefined {
  const outcome = refusalOfPod(refused(detail), owner, template);
  return outcome?.outcome === 'fail' ? outcome.found.problem.name : undefined;
}

const twice = 'Pod "orders-x2k" is invalid: spec.containers[0].volumeMounts[2].mountPath: Invalid value: "/var/run/secrets/azure/wi": must be unique';
const noSidecar = 'Pod "orders-x2k" is invalid: spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always';

describe('a pod that others refuse', () => {
  for (const [who, text] of [
    ['Pod Security', 'pods "orders-x2k" is forbidden: violates PodSecurity "restricted:latest": privileged (container "azwi-proxy-init" must not set securityContext.privileged=true)'],
    ['Gatekeeper', 'admission webhook "validation.gatekeeper.sh" denied the request: [psp-privileged-container] Privileged container is not allowed: azwi-proxy-init, securityContext: {"privileged": true}'],
  ] as const) {
    test(`for the proxy's init container, is one that cannot have the proxy: ${who}`, () => {
      assert.equal(judged(text), 'proxy-privileged-blocked');
    });
  }

  test('for a mount that was copied with it, was made from another pod', () => {
    assert.equal(judged(twice, copied), 'pod-mountpath-conflict');
  });

  test('for a volume of its own at the path of the webhook, is told which', () => {
    const app: Container = { name: 'app', init: false, variables: [], envFrom: false, mounts: [{ volume: 'mine', path: '/var/run/secrets/azure/wi' }] };
    const outcome = refusalOfPod(refused(twice), owner, { ...plain, containers: [app] });
    assert.ok(outcome?.outcome === 'fail');
    assert.deepEqual([outcome.found.problem.name, outcome.found.data], ['pod-mountpath-conflict', { owner, message: twice.slice('Pod "orders-x2k" is invalid: '.length), volume: 'mine', copied: false }]);
    assert.equal(judged(twice, { ...plain, containers: [{ ...app, mounts: [{ volume: 'mine', path: '/elsewhere' }] }] }), undefined);
  });

  test('for two mounts at one path that have nothing to do with the webhook, says nothing of it', () => {
    assert.equal(judged(twice, plain), undefined);
    assert.equal(judged(twice.replace('/var/run/secrets/azure/wi', '/data'), copied), undefined);
  });

  test('for a sidecar that the template has whole, was changed on the way', () => {
    assert.equal(judged(noSidecar, { ...plain, containers: [sidecar] }), 'webhook-drops-unknown-fields');
  });

  test('for an init container that is no sidecar in the template either, is a fault of the template', () => {
    const { sidecar: _none, ...init } = sidecar;
    assert.equal(judged(noSidecar, { ...plain, containers: [init] }), undefined);
  });

  test('is shown without the name of the pod that was tried, which nobody will see again', () => {
    const outcome = refusalOfPod(refused(twice), owner, copied);
    assert.ok(outcome?.outcome === 'fail');
    assert.deepEqual(outcome.found.problem.evidence?.(outcome.found.data as never).map(({ value }) => value), [
      'spec.containers[0].volumeMounts[2].mountPath: Invalid value: "/var/run/secrets/azure/wi": must be unique',
      'azure-workload-identity-reserved-0123',
    ]);
  });

  test('for anything else, is judged by nobody here', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('azwi-proxy-init'));
        assert.equal(refusalOfPod(refused(text), owner, plain), undefined);
      }),
    );
  });
});
