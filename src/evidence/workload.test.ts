import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deployment, object, steps, template } from '../sandbox/scenarios/shop.ts';
import type { KubernetesObject } from '../sandbox/scenario.ts';
import { withQuestions } from '../../test/scenarios/questions.ts';
import type { Answer } from './answer.ts';
import { podGroups } from './pods.ts';
import type { Target, WorkloadKind } from './subject.ts';
import { parseWorkload, rolloutUnderWay, workload, type Workload } from './workload.ts';

function target(kind: WorkloadKind, name = 'orders'): Target {
  return { kind, namespace: 'shop', name };
}

function found(asked: Target, ...objects: readonly KubernetesObject[]): Promise<Answer<Workload>> {
  return withQuestions({ steps: steps(...objects) }, ({ world }) => world.get(workload, asked));
}

function ownerOf(answer: Answer<Workload>): unknown {
  return answer.state === 'known' ? `${answer.value.owner.kind}/${answer.value.owner.name}` : answer;
}

describe('a workload', () => {
  test('is followed from a pod over its ReplicaSet to the Deployment that makes it', async () => {
    await withQuestions({ steps: steps() }, async ({ world }) => {
      const [group] = await world.need(podGroups, target('deployment'));
      const answer = await world.get(workload, target('pod', group?.pods[0] ?? ''));
      assert.equal(ownerOf(answer), 'deployment/orders');
      assert.equal(answer.state === 'known' && answer.value.template?.serviceAccount, 'orders');
    });
  });

  test('without an owner is its own, and a pod then has no template', async () => {
    const pod = { ...object('v1', 'Pod', template().spec) };
    const answer = await found(target('pod'), pod);
    assert.equal(ownerOf(answer), 'pod/orders');
    assert.equal(answer.state === 'known' && answer.value.template, undefined);
  });

  test('whose controller is of another API group is its own: kinds are not told apart by name alone', async () => {
    const owner = { apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet', name: 'orders', uid: 'a6f0c3e5', controller: true };
    const pod = { ...object('v1', 'Pod', template().spec), metadata: { name: 'orders-0', namespace: 'shop', ownerReferences: [owner] } };
    assert.equal(ownerOf(await found(target('pod', 'orders-0'), pod)), 'pod/orders-0');
  });

  test('that is not there is absent, in the words of the API server', async () => {
    assert.deepEqual(await found(target('deployment', 'nope')), { state: 'absent', detail: 'deployments.apps "nope" not found' });
  });

  test('has its own labels and annotations, the template the others', async () => {
    const answer = await found(target('deployment'), deployment({ annotations: { 'azure.workload.identity/skip-containers': 'proxy', other: 'x' } }, { labels: { 'azure.workload.identity/use': 'true' } }));
    assert.ok(answer.state === 'known');
    assert.equal(answer.value.labels['azure.workload.identity/use'], 'true');
    assert.deepEqual(answer.value.template?.annotations, { 'azure.workload.identity/skip-containers': 'proxy' });
  });
});

describe('a rollout', () => {
  const condition = (reason: string, status = 'False'): unknown => ({ type: 'Progressing', status, reason, message: '' });
  const cases: readonly (readonly [sentence: string, kind: WorkloadKind, object: Readonly<Record<string, unknown>>, underWay: boolean])[] = [
    ['is over where all replicas are new', 'deployment', { spec: { replicas: 2 }, status: { observedGeneration: 1, replicas: 2, updatedReplicas: 2 } }, false],
    ['is under way where replicas are still to be made', 'deployment', { spec: { replicas: 2 }, status: { observedGeneration: 1, replicas: 2, updatedReplicas: 1 } }, true],
    ['is under way where old replicas are still to go', 'deployment', { spec: { replicas: 2 }, status: { observedGeneration: 1, replicas: 3, updatedReplicas: 2 } }, true],
    ['is under way where the controller has not yet looked', 'deployment', { metadata: { generation: 2 }, spec: { replicas: 2 }, status: { observedGeneration: 1, replicas: 2, updatedReplicas: 2 } }, true],
    ['is over where the controller has given up', 'deployment', { spec: { replicas: 2 }, status: { observedGeneration: 1, replicas: 3, updatedReplicas: 1, conditions: [condition('ProgressDeadlineExceeded')] } }, false],
    ['is not under way while it is paused', 'deployment', { spec: { replicas: 2, paused: true }, status: { observedGeneration: 1, replicas: 2, updatedReplicas: 0, conditions: [condition('DeploymentPaused', 'Unknown')] } }, false],
    ['is not under way where nothing is to run', 'deployment', { spec: { replicas: 0 }, status: { observedGeneration: 1 } }, false],
    ['of a StatefulSet is under way between two revisions', 'statefulset', { status: { currentRevision: 'a', updateRevision: 'b' } }, true],
    ['of a StatefulSet is over at one revision', 'statefulset', { status: { currentRevision: 'a', updateRevision: 'a' } }, false],
    ['of a StatefulSet waits for whoever deletes the pods with OnDelete, and is not under way', 'statefulset', { spec: { updateStrategy: { type: 'OnDelete' } }, status: { currentRevision: 'a', updateRevision: 'b' } }, false],
    ['of a DaemonSet is under way where pods of before are scheduled', 'daemonset', { status: { desiredNumberScheduled: 3, updatedNumberScheduled: 2 } }, true],
    ['of a DaemonSet is over where all are new', 'daemonset', { status: { desiredNumberScheduled: 3, updatedNumberScheduled: 3 } }, false],
    ['of a DaemonSet waits for whoever deletes the pods with OnDelete, and is not under way', 'daemonset', { spec: { updateStrategy: { type: 'OnDelete' } }, status: { desiredNumberScheduled: 3, updatedNumberScheduled: 0 } }, false],
    ['of a Job there is none', 'job', { status: {} }, false],
    ['without a status is not known to be under way', 'deployment', { spec: { replicas: 2 } }, false],
  ];
  for (const [sentence, kind, raw, underWay] of cases) {
    test(sentence, () => {
      const { metadata = {}, spec = {}, status } = raw as { readonly metadata?: object; readonly spec?: object; readonly status?: object };
      const parsed = parseWorkload({ kind }, { metadata: { name: 'orders', generation: 1, ...metadata }, spec, ...(status === undefined ? {} : { status }) });
      assert.equal(rolloutUnderWay(kind, parsed), underWay);
    });
  }
});
