import { isRecord, sameJson, valueAt } from '../objects.ts';
import type { Condition, PodTemplate, StoredObject } from '../objects.ts';
import { templateHash } from '../names.ts';
import { amend, createOwned, writeStatus } from './context.ts';
import type { ControllerRun } from './context.ts';
import { recordEvent } from './events.ts';
import { replicasOf, templateOf } from './pods.ts';

const hashLabel = 'pod-template-hash';
const revisionAnnotation = 'deployment.kubernetes.io/revision';
const component = 'deployment-controller';

/** One round of the Deployment controller: a new ReplicaSet, one step of the rollout, the status. */
export function reconcileDeployment(run: ControllerRun, deployment: StoredObject): void {
  const owned = run.state.store.ownedBy(deployment.metadata.uid, 'ReplicaSet');
  const paused = valueAt(deployment, 'spec.paused') === true;
  const current = owned.find((each) => sameTemplate(templateOf(each), templateOf(deployment)));
  if (current === undefined && !paused) {
    createReplicaSet(run, deployment, owned);
    return;
  }
  const live = current === undefined ? deployment : markRevision(run, deployment, current, owned);
  if (current !== undefined) rollOut(run, live, current, owned.filter((each) => each !== current));
  writeDeploymentStatus(run, live, hashOf(current));
}

function sameTemplate(template: PodTemplate, other: PodTemplate): boolean {
  return sameJson(withoutHash(template), withoutHash(other));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { [hashLabel]: _hash, ...labels } = template.metadata?.labels ?? {};
  const { creationTimestamp: _none, labels: _labels, ...metadata } = template.metadata ?? {};
  return { ...template, metadata: { ...metadata, labels } };
}

function hashOf(replicaSet: StoredObject | undefined): string | undefined {
  return replicaSet?.metadata.labels?.[hashLabel];
}

function revisionOf(object: StoredObject): number {
  return Number(object.metadata.annotations?.[revisionAnnotation] ?? 0);
}

function createReplicaSet(run: ControllerRun, deployment: StoredObject, owned: readonly StoredObject[]): void {
  const template = structuredClone(templateOf(deployment));
  const hash = templateHash(withoutHash(template));
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  const selector = valueAt(deployment, 'spec.selector');
  const matchLabels = valueAt(selector, 'matchLabels');
  const replicas = replicasOfNew(deployment, undefined, owned);
  const created = createOwned(run, deployment, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicasOf(deployment)),
        'deployment.kubernetes.io/max-replicas': String(replicasOf(deployment) + surgeOf(deployment).maxSurge),
        [revisionAnnotation]: String(Math.max(0, ...owned.map(revisionOf)) + 1),
      },
    },
    spec: {
      replicas,
      selector: { ...(isRecord(selector) ? selector : {}), matchLabels: { ...(isRecord(matchLabels) ? matchLabels : {}), [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
  scalingEvent(run, deployment, created, 0, replicas);
}

/** The ReplicaSet of the present template has the highest revision, also after a rollback. */
function markRevision(run: ControllerRun, deployment: StoredObject, current: StoredObject, owned: readonly StoredObject[]): StoredObject {
  const highest = Math.max(0, ...owned.filter((each) => each !== current).map(revisionOf));
  const revision = Math.max(revisionOf(current), highest < revisionOf(current) ? 0 : highest + 1);
  if (revision !== revisionOf(current)) {
    amend(run, current, (copy) => {
      copy.metadata.annotations = { ...copy.metadata.annotations, [revisionAnnotation]: String(revision) };
    });
  }
  return amend(run, deployment, (copy) => {
    copy.metadata.annotations = { ...copy.metadata.annotations, [revisionAnnotation]: String(revision) };
  });
}

function rollOut(run: ControllerRun, deployment: StoredObject, current: StoredObject, old: readonly StoredObject[]): void {
  const stored = refreshed(run, current);
  if (valueAt(deployment, 'spec.strategy.type') === 'Recreate') {
    const running = old.filter((each) => replicasOf(each) > 0);
    for (const each of running) scale(run, deployment, each, 0);
    if (running.length === 0) scale(run, deployment, stored, replicasOf(deployment));
    return;
  }
  const wanted = replicasOfNew(deployment, stored, old);
  if (wanted !== replicasOf(stored)) {
    scale(run, deployment, stored, wanted);
    return;
  }
  scaleDownOld(run, deployment, stored, [...old].sort((a, b) => revisionOf(a) - revisionOf(b)));
}

function refreshed(run: ControllerRun, object: StoredObject): StoredObject {
  return run.state.store.get({ group: 'apps', resource: 'replicasets' }, object.metadata.namespace, object.metadata.name) ?? object;
}

/** maxSurge rounds up, maxUnavailable down, and both can't be 0. */
function surgeOf(deployment: StoredObject): { maxSurge: number; maxUnavailable: number } {
  const resolve = (value: unknown, round: (n: number) => number) =>
    typeof value === 'string' && value.endsWith('%') ? round((replicasOf(deployment) * Number(value.slice(0, -1))) / 100) : Number(value ?? 0);
  const maxSurge = resolve(valueAt(deployment, 'spec.strategy.rollingUpdate.maxSurge'), Math.ceil);
  const maxUnavailable = resolve(valueAt(deployment, 'spec.strategy.rollingUpdate.maxUnavailable'), Math.floor);
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

const total = (sets: readonly StoredObject[], count: (set: StoredObject) => number) => sets.reduce((sum, each) => sum + count(each), 0);

function replicasOfNew(deployment: StoredObject, current: StoredObject | undefined, old: readonly StoredObject[]): number {
  const desired = replicasOf(deployment);
  const own = current === undefined ? 0 : replicasOf(current);
  if (own >= desired) return desired;
  if (valueAt(deployment, 'spec.strategy.type') === 'Recreate') return old.some((each) => replicasOf(each) > 0) ? own : desired;
  const room = desired + surgeOf(deployment).maxSurge - own - total(old, replicasOf);
  return own + Math.max(0, Math.min(room, desired - own));
}

const availableOf = (set: StoredObject) => Number(valueAt(set, 'status.availableReplicas') ?? 0);

/** Unready pods of old ReplicaSets go first; then as many ready ones as `maxUnavailable` leaves. */
function scaleDownOld(run: ControllerRun, deployment: StoredObject, current: StoredObject, old: readonly StoredObject[]): void {
  if (total(old, replicasOf) === 0) return;
  const minAvailable = replicasOf(deployment) - surgeOf(deployment).maxUnavailable;
  const newUnavailable = replicasOf(current) - availableOf(current);
  let budget = total([current, ...old], replicasOf) - minAvailable - newUnavailable;
  const targets = new Map(old.map((each) => [each, replicasOf(each)]));
  for (const each of old) {
    const unready = Math.min(Math.max(0, budget), Math.max(0, replicasOf(each) - availableOf(each)));
    targets.set(each, replicasOf(each) - unready);
    budget -= unready;
  }
  let spare = Math.min(Math.max(0, budget), Math.max(0, total([current, ...old], availableOf) - minAvailable));
  for (const each of old) {
    const left = targets.get(each) ?? 0;
    const taken = Math.min(left, spare);
    targets.set(each, left - taken);
    spare -= taken;
  }
  for (const [each, replicas] of targets) scale(run, deployment, each, replicas);
}

function scale(run: ControllerRun, deployment: StoredObject, replicaSet: StoredObject, replicas: number): void {
  const from = replicasOf(replicaSet);
  if (from === replicas) return;
  amend(run, replicaSet, (copy) => {
    copy['spec'] = { ...(isRecord(copy['spec']) ? copy['spec'] : {}), replicas };
  });
  scalingEvent(run, deployment, replicaSet, from, replicas);
}

function scalingEvent(run: ControllerRun, deployment: StoredObject, replicaSet: StoredObject, from: number, to: number): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${replicaSet.metadata.name} from ${from} to ${to}`;
  recordEvent(run.state, deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message, component });
}

function writeDeploymentStatus(run: ControllerRun, deployment: StoredObject, hash: string | undefined): void {
  const sets = run.state.store.ownedBy(deployment.metadata.uid, 'ReplicaSet');
  const current = sets.find((each) => hash !== undefined && hashOf(each) === hash);
  const observed = (field: string) => (set: StoredObject) => Number(valueAt(set, `status.${field}`) ?? 0);
  const desired = replicasOf(deployment);
  const replicas = total(sets, observed('replicas'));
  const available = total(sets, availableOf);
  const updated = current === undefined ? 0 : observed('replicas')(current);
  const ready = total(sets, observed('readyReplicas'));
  const unavailable = Math.max(0, total(sets, replicasOf) - available);
  const count = (name: string, value: number) => (value === 0 ? {} : { [name]: value });
  const complete = updated === desired && replicas === desired && available === desired;
  const minimum = available >= desired - surgeOf(deployment).maxUnavailable;
  const failure = sets.flatMap((each) => conditionsOf(each)).find((each) => each.type === 'ReplicaFailure');
  writeStatus(run, deployment, {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...count('replicas', replicas),
    ...count('updatedReplicas', updated),
    ...count('readyReplicas', ready),
    ...count('availableReplicas', available),
    ...count('unavailableReplicas', unavailable),
    terminatingReplicas: 0,
    conditions: [
      minimum
        ? { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
        : { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.' },
      progress(deployment, current, complete, replicas === updated),
      ...(failure === undefined ? [] : [failure]),
    ].map(({ lastTransitionTime: _since, lastUpdateTime: _written, ...condition }: Condition) => condition),
  });
}

function conditionsOf(object: StoredObject): Condition[] {
  const conditions = valueAt(object, 'status.conditions');
  return Array.isArray(conditions) ? (conditions as Condition[]) : [];
}

/** `whole`: there are no pods but those of the present template. */
function progress(deployment: StoredObject, current: StoredObject | undefined, complete: boolean, whole: boolean): Condition {
  const name = current?.metadata.name ?? deployment.metadata.name;
  const done = `ReplicaSet "${name}" has successfully progressed.`;
  const before = conditionsOf(deployment).find((each) => each.type === 'Progressing');
  // A rollout that was completed stays so when its pods fail later.
  const completed = whole && before?.reason === 'NewReplicaSetAvailable' && before.message === done;
  if (complete || completed) return { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message: done };
  // A deadline that has passed stays passed until the rollout is complete.
  const late = before?.reason === 'ProgressDeadlineExceeded' && Number(valueAt(deployment, 'status.observedGeneration')) === deployment.metadata.generation;
  if (late) return before;
  return Number(valueAt(current, 'status.replicas') ?? 0) === 0
    ? { type: 'Progressing', status: 'True', reason: 'NewReplicaSetCreated', message: `Created new replica set "${name}"` }
    : { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: `ReplicaSet "${name}" is progressing.` };
}
