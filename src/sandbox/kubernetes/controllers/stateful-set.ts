import { isReady, valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { writeStatus } from './context.ts';
import type { ControllerRun } from './context.ts';
import { activePods, createPod, deletePod, readyCount, replicasOf, templateOf } from './pods.ts';
import { currentRevision, revisionLabel, revisionOfPod } from './revisions.ts';

const component = 'statefulset-controller';

/** Pods 0, 1, … in order, each after the one before is ready; an update replaces them from the last one down. */
export function reconcileStatefulSet(run: ControllerRun, set: StoredObject): void {
  const revision = currentRevision(run, set);
  const wanted = replicasOf(set);
  for (const pod of activePods(run, set).filter((each) => ordinalOf(each) >= wanted)) deletePod(run, set, pod, component);
  createMissing(run, set, wanted, revision.name);
  replaceOutdated(run, set, wanted, revision.name);
  writeSetStatus(run, set, revision.name, wanted);
}

function ordinalOf(pod: StoredObject): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);
}

function createMissing(run: ControllerRun, set: StoredObject, wanted: number, revision: string): void {
  const ordered = valueAt(set, 'spec.podManagementPolicy') !== 'Parallel';
  for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
    const pod = activePods(run, set).find((each) => ordinalOf(each) === ordinal);
    if (pod === undefined && !createOrdinal(run, set, ordinal, revision)) return;
    const made = activePods(run, set).find((each) => ordinalOf(each) === ordinal);
    if (ordered && (made === undefined || !isReady(made))) return;
  }
}

function createOrdinal(run: ControllerRun, set: StoredObject, ordinal: number, revision: string): boolean {
  if (run.refused.has(set.metadata.uid)) return false;
  const name = `${set.metadata.name}-${ordinal}`;
  const labels = { [revisionLabel]: revision, 'statefulset.kubernetes.io/pod-name': name, 'apps.kubernetes.io/pod-index': String(ordinal) };
  const template = structuredClone(templateOf(set));
  template.spec = { ...template.spec, hostname: name, subdomain: valueAt(set, 'spec.serviceName') ?? '' };
  return createPod(run, set, template, { name, generateName: `${set.metadata.name}-`, labels }, component) === undefined;
}

/** A pod that does not become ready stops the update there. */
function replaceOutdated(run: ControllerRun, set: StoredObject, wanted: number, revision: string): void {
  if (valueAt(set, 'spec.updateStrategy.type') !== 'RollingUpdate') return;
  const partition = Number(valueAt(set, 'spec.updateStrategy.rollingUpdate.partition') ?? 0);
  for (let ordinal = wanted - 1; ordinal >= partition; ordinal -= 1) {
    const pod = activePods(run, set).find((each) => ordinalOf(each) === ordinal);
    if (pod === undefined) return;
    if (revisionOfPod(pod) !== revision) {
      deletePod(run, set, pod, component);
      if (!createOrdinal(run, set, ordinal, revision)) return;
    }
    const made = activePods(run, set).find((each) => ordinalOf(each) === ordinal);
    if (made === undefined || !isReady(made)) return;
  }
}

function writeSetStatus(run: ControllerRun, set: StoredObject, revision: string, wanted: number): void {
  const pods = activePods(run, set);
  const updated = pods.filter((each) => revisionOfPod(each) === revision);
  const before = String(valueAt(set, 'status.currentRevision') ?? revision);
  const done = updated.length === pods.length && pods.length === wanted && readyCount(pods) === wanted;
  const ready = readyCount(pods);
  const currentRevisionName = done ? revision : before;
  const current = pods.filter((each) => revisionOfPod(each) === currentRevisionName).length;
  writeStatus(run, set, {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: pods.length,
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    availableReplicas: ready,
    ...(current === 0 ? {} : { currentReplicas: current }),
    ...(updated.length === 0 ? {} : { updatedReplicas: updated.length }),
    currentRevision: currentRevisionName,
    updateRevision: revision,
    collisionCount: 0,
  });
}
