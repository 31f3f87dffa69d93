/** Runs all controllers until nothing changes any more: after a step or a request, the cluster has settled. */
import type { StoredObject } from '../objects.ts';
import type { ClusterState } from '../state.ts';
import type { ControllerRun } from './context.ts';
import { reconcileDaemonSet } from './daemon-set.ts';
import { reconcileDeployment } from './deployment.ts';
import { reconcileService } from './endpoint-slice.ts';
import { reconcileJob } from './job.ts';
import { startWaitingPods } from './pods.ts';
import { reconcileReplicaSet } from './replica-set.ts';
import { reconcileQuota } from './resource-quota.ts';
import { mountWhatCame } from '../secrets-store.ts';
import { reconcileStatefulSet } from './stateful-set.ts';

type Controller = (run: ControllerRun, object: StoredObject) => void;

/** CronJobs are not among them: none is ever due within a scenario. */
const controllers: readonly (readonly [group: string, resource: string, Controller])[] = [
  ['', 'services', reconcileService],
  ['apps', 'deployments', reconcileDeployment],
  ['apps', 'replicasets', reconcileReplicaSet],
  ['apps', 'statefulsets', reconcileStatefulSet],
  ['apps', 'daemonsets', reconcileDaemonSet],
  ['batch', 'jobs', reconcileJob],
  ['', 'resourcequotas', reconcileQuota],
];

/** More rounds than the longest rollout needs: each moves at least one pod. */
const mostRounds = 5000;

export function runControllers(state: ClusterState): void {
  const { refused } = settle(state);
  // What refused a pod may have gone within this very run (the webhook's endpoints came): they try once more.
  if (refused.size > 0) settle(state);
}

function settle(state: ClusterState): ControllerRun {
  const run: ControllerRun = { state, refused: new Set() };
  for (let round = 0; round < mostRounds; round += 1) {
    const before = state.store.revision;
    startWaitingPods(run);
    for (const mount of state.standingMounts) mountWhatCame(state, mount);
    for (const [group, resource, reconcile] of controllers) {
      for (const listed of state.store.list({ group, resource })) {
        const object = state.store.get({ group, resource }, listed.metadata.namespace, listed.metadata.name);
        if (object !== undefined) reconcile(run, object);
      }
    }
    if (state.store.revision === before) return run;
  }
  throw new Error('the simulated controllers do not come to rest');
}
