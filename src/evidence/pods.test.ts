import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployment, object, steps, template, useLabel } from '../sandbox/scenarios/shop.ts';
import type { ClusterScenario, KubernetesObject, Step } from '../sandbox/scenario.ts';
import { withQuestions } from '../../test/scenarios/questions.ts';
import { podGroups } from './pods.ts';
import type { PodGroup, Target } from './subject.ts';

const orders: Target = { kind: 'deployment', namespace: 'shop', name: 'orders' };

function groupsOf(cluster: Omit<ClusterScenario, 'issuer'>, target: Target = orders): Promise<readonly PodGroup[]> {
  return withQuestions(cluster, ({ world }) => world.need(podGroups, target));
}

/** Groups as the sizes, whether of the present template, and whether on their way out. */
function said(groups: readonly PodGroup[]): unknown {
  return groups.map(({ id, pods, current, beingReplaced }) => [id, pods.length, current ? 'current' : 'old', beingReplaced ? 'leaving' : 'staying']);
}

const restart: Step = {
  do: 'patch',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'orders',
  patch: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T20:00:00Z' } } } } },
};

test('pods of one template are one group, though the webhook names the volume of each after it', async () => {
  for (const generation of ['tokens', 'wi'] as const) {
    const [first, ...more] = await groupsOf({ steps: [{ do: 'webhook', state: { generation, tenantId: '11111111-1111-4111-8111-111111111111' } }, ...steps(deployment({}, { replicas: 5 })).slice(1)] });
    assert.deepEqual([first?.pods.length, more.length], [5, 0], generation);
    assert.equal(first?.newest.name, first?.pods[0]);
  }
});

test('pods of before and of the present template are two groups while a rollout is under way', async () => {
  assert.deepEqual(said(await groupsOf({ steps: [...steps(), { do: 'pods', become: 'pending' }, restart] })), [
    ['g1', 1, 'current', 'staying'],
    ['g2', 2, 'old', 'leaving'],
  ]);
});

test('a pod that was labelled by hand is not one with its likes: it was not injected, and now looks as if it should be', async () => {
  const set = object('apps/v1', 'StatefulSet', { replicas: 3, serviceName: 'orders', selector: { matchLabels: { app: 'orders' } }, template: template({ labels: {} }) });
  const groups = await groupsOf(
    { steps: [...steps(set), { do: 'patch', kind: 'Pod', namespace: 'shop', name: 'orders-1', patch: { metadata: { labels: useLabel } } }] },
    { ...orders, kind: 'statefulset' },
  );
  assert.deepEqual(groups.map(({ pods }) => [...pods].sort()), [['orders-0', 'orders-2'], ['orders-1']]);
});

test('a service account is looked at through its newest pod', async () => {
  const groups = await groupsOf({ steps: steps() }, { ...orders, kind: 'serviceaccount' });
  assert.deepEqual(said(groups), [['g1', 1, 'current', 'staying']]);
});

test('a deployment that is scaled to nothing has no pods', async () => {
  assert.deepEqual(await groupsOf({ steps: steps(deployment({}, { replicas: 0 })) }), []);
});

function cronJob(name: string): KubernetesObject {
  const { metadata, spec } = template({ spec: { restartPolicy: 'Never' } });
  const job = { spec: { template: { metadata, spec } } };
  return { ...object('batch/v1', 'CronJob', { schedule: '0 3 * * *', jobTemplate: job }), metadata: { name, namespace: 'shop' } };
}

function podOfJob(job: string, suffix: string): KubernetesObject {
  const { metadata, spec } = template();
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: job, uid: `uid-of-${job}`, controller: true }];
  const owned = { ...metadata, name: `${job}-${suffix}`, namespace: 'shop', ownerReferences };
  return { apiVersion: 'v1', kind: 'Pod', metadata: owned, spec };
}

test('a CronJob has the pods of its own jobs, not those of one whose name begins like its own', async () => {
  const groups = await groupsOf(
    { steps: steps(cronJob('orders'), cronJob('orders-nightly'), podOfJob('orders-29384160', 'abcde'), podOfJob('orders-nightly-29384160', 'fghij')) },
    { ...orders, kind: 'cronjob' },
  );
  assert.deepEqual(groups.flatMap(({ pods }) => pods).filter((pod) => pod.startsWith('orders-nightly')), []);
  assert.ok(groups.flatMap(({ pods }) => pods).includes('orders-29384160-abcde'));
});
