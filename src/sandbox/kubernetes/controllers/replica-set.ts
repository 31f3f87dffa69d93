import { isReady, isRecord, valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { writeStatus } from './context.ts';
import type { ControllerRun } from './context.ts';
import { activePods, createPod, deletePod, readyCount, replicasOf, templateOf } from './pods.ts';

const component = 'replicaset-controller';

/** Brings the number of pods to `spec.replicas` and writes the status. */
export function reconcileReplicaSet(run: ControllerRun, replicaSet: StoredObject): void {
  const wanted = replicasOf(replicaSet);
  const before = activePods(run, replicaSet);
  const failure = wanted > before.length ? addPods(run, replicaSet, wanted - before.length) : undefined;
  if (wanted < before.length) {
    for (const pod of leastWanted(before).slice(0, before.length - wanted)) deletePod(run, replicaSet, pod, component);
  }
  const pods = activePods(run, replicaSet);
  const ready = readyCount(pods);
  const lasting = wanted > pods.length && run.refused.has(replicaSet.metadata.uid) ? (failure ?? lastFailure(replicaSet)) : undefined;
  writeStatus(run, replicaSet, {
    observedGeneration: replicaSet.metadata.generation ?? 1,
    replicas: pods.length,
    ...(pods.length === 0 ? {} : { fullyLabeledReplicas: pods.length }),
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    terminatingReplicas: 0,
    ...(lasting === undefined ? {} : { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: lasting }] }),
  });
}

function addPods(run: ControllerRun, replicaSet: StoredObject, count: number): string | undefined {
  if (run.refused.has(replicaSet.metadata.uid)) return undefined;
  for (let made = 0; made < count; made += 1) {
    const failure = createPod(run, replicaSet, templateOf(replicaSet), { generateName: `${replicaSet.metadata.name}-` }, component);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function lastFailure(replicaSet: StoredObject): string | undefined {
  const conditions = valueAt(replicaSet, 'status.conditions');
  const found = Array.isArray(conditions) ? conditions.find((each) => isRecord(each) && each['type'] === 'ReplicaFailure') : undefined;
  return found === undefined ? undefined : String(found['message']);
}

/** Pods that are not ready go first, then the youngest. */
function leastWanted(pods: readonly StoredObject[]): StoredObject[] {
  return [...pods].reverse().sort((a, b) => {
    const unready = Number(isReady(a)) - Number(isReady(b));
    return unready !== 0 ? unready : b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp);
  });
}
