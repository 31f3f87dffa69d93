import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Step } from '../../scenario.ts';
import { all, clusterAfter, namespace, shop, stored, take, webhookStep, workload } from '../testing/fixtures.ts';
import { isReady, valueAt } from '../objects.ts';
import type { Condition, StoredObject } from '../objects.ts';
import type { ClusterState } from '../state.ts';

const applied = (...objects: ReturnType<typeof workload>[]): Step => ({ do: 'apply', objects });
const pending: Step = { do: 'pods', become: 'pending' };
const status = (object: StoredObject) => object['status'] as Record<string, number>;
const condition = (object: StoredObject, type: string) => (valueAt(object, 'status.conditions') as Condition[]).find((each) => each.type === type);
const images = (state: ClusterState) =>
  all(state, 'Pod').map((pod) => String(valueAt(pod, 'spec.containers') && (valueAt(pod, 'spec') as { containers: { image: string }[] }).containers[0]?.image)).sort();

describe('a Deployment', () => {
  it('makes a ReplicaSet with a template hash, and its pods', () => {
    const state = clusterAfter(shop, applied(workload()));
    const [set] = all(state, 'ReplicaSet');
    const hash = set?.metadata.labels?.['pod-template-hash'] ?? '';
    assert.equal(set?.metadata.name, `orders-${hash}`);
    const pods = all(state, 'Pod');
    assert.equal(pods.length, 2);
    for (const pod of pods) {
      assert.match(pod.metadata.name, new RegExp(`^orders-${hash}-[a-z0-9]{5}$`));
      assert.equal(pod.metadata.labels?.['pod-template-hash'], hash);
      assert.equal(pod.metadata.ownerReferences?.[0]?.uid, set?.metadata.uid);
    }
    const deployment = stored(state, 'Deployment', 'orders');
    const { conditions: _conditions, ...counts } = status(deployment);
    assert.deepEqual(counts, { observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2, terminatingReplicas: 0 });
    assert.equal(condition(deployment, 'Progressing')?.reason, 'NewReplicaSetAvailable');
    assert.equal(condition(deployment, 'Available')?.status, 'True');
  });

  it('replaces all pods at once when new ones become ready, and keeps the old ReplicaSet', () => {
    const state = clusterAfter(shop, applied(workload()), applied(workload({ image: 'registry/orders:2' })));
    assert.deepEqual(images(state), ['registry/orders:2', 'registry/orders:2']);
    assert.deepEqual(all(state, 'ReplicaSet').map((each) => valueAt(each, 'spec.replicas')).sort(), [0, 2]);
    assert.equal(stored(state, 'Deployment', 'orders').metadata.annotations?.['deployment.kubernetes.io/revision'], '2');
    assert.equal(status(stored(state, 'Deployment', 'orders'))['observedGeneration'], 2);
  });

  it('stands still with the old pods in place while new ones stay pending', () => {
    const state = clusterAfter(shop, applied(workload()), pending, applied(workload({ image: 'registry/orders:2' })));
    assert.deepEqual(images(state), ['registry/orders:1', 'registry/orders:1', 'registry/orders:2']);
    const deployment = stored(state, 'Deployment', 'orders');
    const { conditions: _conditions, ...counts } = status(deployment);
    assert.deepEqual(counts, { observedGeneration: 2, replicas: 3, updatedReplicas: 1, readyReplicas: 2, availableReplicas: 2, unavailableReplicas: 1, terminatingReplicas: 0 });
    assert.equal(condition(deployment, 'Progressing')?.reason, 'ReplicaSetUpdated');
  });

  it('takes a quarter of the pods away, rounded down, when that many may be unavailable', () => {
    const state = clusterAfter(shop, applied(workload({ replicas: 4 })), pending, applied(workload({ replicas: 4, image: 'registry/orders:2' })));
    assert.deepEqual(images(state), ['registry/orders:1', 'registry/orders:1', 'registry/orders:1', 'registry/orders:2', 'registry/orders:2']);
  });

  it('ends the old pods first with the strategy Recreate', () => {
    const strategy = { type: 'Recreate' };
    const state = clusterAfter(shop, applied(workload({ strategy })), pending, applied(workload({ strategy, image: 'registry/orders:2' })));
    assert.deepEqual(images(state), ['registry/orders:2', 'registry/orders:2']);
    assert.equal(condition(stored(state, 'Deployment', 'orders'), 'Available')?.status, 'False');
  });

  it('uses the old ReplicaSet again after a rollback, as the newest revision', () => {
    const state = clusterAfter(shop, applied(workload()), applied(workload({ image: 'registry/orders:2' })), applied(workload()));
    assert.equal(all(state, 'ReplicaSet').length, 2);
    assert.deepEqual(images(state), ['registry/orders:1', 'registry/orders:1']);
    assert.equal(stored(state, 'Deployment', 'orders').metadata.annotations?.['deployment.kubernetes.io/revision'], '3');
  });

  it('keeps a status that a step has set, until something changes', () => {
    const late = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'ReplicaSet "x" has timed out progressing.' };
    const state = clusterAfter(shop, applied(workload()), pending, applied(workload({ image: 'registry/orders:2' })), {
      do: 'status',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'orders',
      status: { conditions: [late] },
    });
    take(state, { do: 'apply', objects: [namespace('other')] });
    assert.equal(condition(stored(state, 'Deployment', 'orders'), 'Progressing')?.reason, 'ProgressDeadlineExceeded');
    take(state, { do: 'pods', become: 'ready' }, applied(workload({ image: 'registry/orders:3' })));
    assert.equal(condition(stored(state, 'Deployment', 'orders'), 'Progressing')?.reason, 'NewReplicaSetAvailable');
  });

  it('stays rolled out when its pods fail later', () => {
    const state = clusterAfter(webhookStep(), webhookStep({ server: 'down' }));
    const deployment = stored(state, 'Deployment', 'azure-wi-webhook-controller-manager', 'kube-system');
    assert.equal(condition(deployment, 'Progressing')?.reason, 'NewReplicaSetAvailable');
    assert.equal(condition(deployment, 'Available')?.status, 'False');
    assert.equal(valueAt(all(state, 'Pod', 'kube-system')[0], 'status.phase'), 'Running');
  });

  it('says in its conditions and its ReplicaSet’s events why no pod can be made', () => {
    const state = clusterAfter(shop, applied(workload({ serviceAccountName: 'order' })));
    const [set] = all(state, 'ReplicaSet');
    const text = `pods "${set?.metadata.name}-" is forbidden: error looking up service account shop/order: serviceaccount "order" not found`;
    const failure = condition(stored(state, 'Deployment', 'orders'), 'ReplicaFailure');
    assert.deepEqual([failure?.status, failure?.reason, failure?.message], ['True', 'FailedCreate', text]);
    const [event] = all(state, 'Event').filter((each) => each['reason'] === 'FailedCreate');
    assert.equal(event?.['message'], `Error creating: ${text}`);
    assert.equal(valueAt(event, 'involvedObject.uid'), set?.metadata.uid);
  });

  it('makes its pods once what stood in the way is gone', () => {
    const state = clusterAfter(webhookStep({ server: 'down' }), shop, applied(workload()));
    assert.equal(all(state, 'Pod').length, 0);
    take(state, webhookStep());
    assert.equal(all(state, 'Pod').filter(isReady).length, 2);
    assert.equal(condition(stored(state, 'Deployment', 'orders'), 'ReplicaFailure'), undefined);
  });

  it('takes everything it owns with it', () => {
    const state = clusterAfter(shop, applied(workload()), { do: 'delete', kind: 'Deployment', namespace: 'shop', name: 'orders' });
    assert.deepEqual([...all(state, 'ReplicaSet'), ...all(state, 'Pod')], []);
  });
});

describe('other owners of pods', () => {
  it('a StatefulSet makes numbered pods, and a pod that is not ready stops its update at the last one', () => {
    const set = (image: string) => workload({ kind: 'StatefulSet', image, replicas: 3 });
    const state = clusterAfter(shop, applied(set('registry/orders:1')), pending, applied(set('registry/orders:2')));
    assert.deepEqual(all(state, 'Pod').map((each) => each.metadata.name), ['orders-0', 'orders-1', 'orders-2']);
    assert.deepEqual(images(state), ['registry/orders:1', 'registry/orders:1', 'registry/orders:2']);
    const { currentRevision, updateRevision, updatedReplicas } = status(stored(state, 'StatefulSet', 'orders'));
    assert.notEqual(currentRevision, updateRevision);
    assert.equal(updatedReplicas, 1);
    assert.equal(stored(state, 'Pod', 'orders-2').metadata.labels?.['controller-revision-hash'], String(updateRevision));
  });

  it('a StatefulSet whose first pod stays pending makes no second one', () => {
    const state = clusterAfter(shop, pending, applied(workload({ kind: 'StatefulSet', replicas: 3 })));
    assert.deepEqual(all(state, 'Pod').map((each) => each.metadata.name), ['orders-0']);
  });

  it('a DaemonSet has one pod on the one node, and replaces it', () => {
    const set = (image: string) => workload({ kind: 'DaemonSet', image });
    const state = clusterAfter(shop, applied(set('registry/orders:1')), applied(set('registry/orders:2')));
    assert.deepEqual(images(state), ['registry/orders:2']);
    assert.equal(status(stored(state, 'DaemonSet', 'orders'))['updatedNumberScheduled'], 1);
    const revisions = all(state, 'ControllerRevision').map((each) => each['revision']);
    assert.deepEqual(revisions.sort(), [1, 2]);
  });

  it('a Job runs one pod that carries its name', () => {
    const state = clusterAfter(shop, applied(workload({ kind: 'Job' })));
    const [pod] = all(state, 'Pod');
    assert.equal(pod?.metadata.labels?.['batch.kubernetes.io/job-name'], 'orders');
    assert.equal(status(stored(state, 'Job', 'orders'))['active'], 1);
  });

  it('a Job’s template cannot be changed', () => {
    const state = clusterAfter(shop, applied(workload({ kind: 'Job' })));
    assert.throws(() => take(state, applied(workload({ kind: 'Job', image: 'other:1' }))), /^ApiFailure: Job\.batch "orders" is invalid: spec\.template: .*: field is immutable$/s);
  });

  it('a CronJob makes nothing before it is due', () => {
    const { spec } = workload({ kind: 'Job' });
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'orders', namespace: 'shop' }, spec: { schedule: '0 3 * * *', jobTemplate: { spec } } };
    const state = clusterAfter(shop, applied(cron));
    assert.equal(valueAt(stored(state, 'CronJob', 'orders'), 'spec.concurrencyPolicy'), 'Allow');
    assert.deepEqual(all(state, 'Job'), []);
  });

  it('pods that are made later have later timestamps', () => {
    const state = clusterAfter(shop, applied(workload({ name: 'first' })), applied(workload({ name: 'second' })));
    const created = all(state, 'Pod').map((each) => each.metadata.creationTimestamp);
    assert.ok(String(created[0]) < String(created[3]));
  });
});
