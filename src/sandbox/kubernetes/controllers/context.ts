/** What every controller works with: one run over the whole cluster after a change. */
import { kindNamed } from '../state.ts';
import type { ClusterState } from '../state.ts';
import { canonical, isRecord, sameJson } from '../objects.ts';
import type { ApiObject, Condition, OwnerReference, StoredObject } from '../objects.ts';
import { create, update } from '../registry.ts';

const controllerManager = 'kube-controller-manager';

export interface ControllerRun {
  readonly state: ClusterState;
  /** Owners whose pod was refused in this run: they try again at the next change, as after a back-off. */
  readonly refused: Set<string>;
}

function ownerReference(owner: StoredObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Creates an object on behalf of its owner. */
export function createOwned(run: ControllerRun, owner: StoredObject, object: ApiObject): StoredObject {
  const owned = { ...object, metadata: { ...object.metadata, ownerReferences: [ownerReference(owner)] } };
  return create(run.state, kindNamed(run.state, object.kind), owner.metadata.namespace, owned, { manager: controllerManager });
}

/** Writes a changed copy of an object, and hands back what is stored then. */
export function amend(run: ControllerRun, object: StoredObject, change: (copy: StoredObject) => void): StoredObject {
  const copy = structuredClone(object);
  change(copy);
  return sameJson(copy, object) ? object : update(run.state, kindNamed(run.state, object.kind), object, copy, { manager: controllerManager });
}

type Status = Record<string, unknown> & { readonly conditions?: readonly Condition[] };

/**
 * Writes the status a controller computed, if it computes another one than last time.
 * Conditions come without times; one that keeps its state keeps its transition time.
 */
export function writeStatus(run: ControllerRun, object: StoredObject, status: Status): void {
  const text = canonical(status);
  if (run.state.computedStatus.get(object.metadata.uid) === text) return;
  run.state.computedStatus.set(object.metadata.uid, text);
  const before = isRecord(object['status']) && Array.isArray(object['status']['conditions']) ? (object['status']['conditions'] as Condition[]) : [];
  const now = run.state.clock.now();
  const conditions = status.conditions?.map((condition) => {
    const old = before.find((each) => each.type === condition.type);
    const since = old?.status === condition.status ? (old.lastTransitionTime ?? now) : now;
    // Only a Deployment's conditions say when they were last written.
    return { ...condition, lastTransitionTime: since, ...(object.kind === 'Deployment' ? { lastUpdateTime: now } : {}) };
  });
  const timed = conditions === undefined ? status : { ...status, conditions };
  const kind = kindNamed(run.state, object.kind);
  update(run.state, kind, object, { ...object, status: timed }, { manager: controllerManager, subresource: 'status' });
}
