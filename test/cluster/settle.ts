/** When the controllers are done: every object is as its controller will leave it, and nothing has changed since the last look. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { ControlPlane } from './control-plane.ts';
import { failedAnew, failedCreates, retryNow } from './failed-creates.ts';
import type { FailedCreates } from './failed-creates.ts';

const condition = z.looseObject({ type: z.string(), status: z.string(), reason: z.string().optional() });
const workload = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    generation: z.number().default(0),
    deletionTimestamp: z.string().optional(),
    ownerReferences: z.array(z.looseObject({ kind: z.string(), uid: z.string(), controller: z.boolean().optional() })).default([]),
  }),
  spec: z.looseObject({
    replicas: z.number().default(1),
    paused: z.boolean().default(false),
    suspend: z.boolean().default(false),
    parallelism: z.number().default(1),
    completions: z.number().optional(),
    nodeName: z.string().optional(),
    updateStrategy: z.looseObject({ type: z.string().optional() }).optional(),
  }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      observedGeneration: z.number().default(0),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      desiredNumberScheduled: z.number().default(0),
      updatedNumberScheduled: z.number().default(0),
      numberReady: z.number().default(0),
      active: z.number().default(0),
      ready: z.number().default(0),
      conditions: z.array(condition).default([]),
    })
    .prefault({}),
});
type Workload = z.infer<typeof workload>;

const collections = {
  Deployment: '/apis/apps/v1/deployments',
  ReplicaSet: '/apis/apps/v1/replicasets',
  StatefulSet: '/apis/apps/v1/statefulsets',
  DaemonSet: '/apis/apps/v1/daemonsets',
  Job: '/apis/batch/v1/jobs',
  CronJob: '/apis/batch/v1/cronjobs',
  Pod: '/api/v1/pods',
} as const;
type Kind = keyof typeof collections;
const kinds = Object.keys(collections) as readonly Kind[];

interface Seen {
  readonly objects: Readonly<Record<Kind, readonly Workload[]>>;
  readonly failed: ReadonlySet<string>;
  readonly isHeld: (uid: string) => boolean;
}

const pauseMs = 150;
/** A controller that cannot create pods tries again ever more rarely; this asks it to try now. */
const retryEveryMs = 600;

/** Waits until the controllers have nothing left to do; `before` are the failures up to the change. Throws at the deadline with what is behind. */
export async function settle(plane: ControlPlane, before: FailedCreates, deadlineMs = 30_000): Promise<void> {
  const end = Date.now() + deadlineMs;
  let retryAt = Date.now() + retryEveryMs;
  let last = '';
  for (;;) {
    const seen = await look(plane, before);
    const behind = whatIsBehind(seen);
    const fingerprint = kinds.flatMap((kind) => seen.objects[kind].map(({ metadata }) => `${metadata.uid}@${metadata.resourceVersion}`)).join();
    if (behind.length === 0 && fingerprint === last) return;
    const broken = plane.node.failure();
    if (broken !== undefined) throw broken;
    if (Date.now() > end) throw new Error(`the cluster did not settle within ${deadlineMs} ms: ${behind.join('; ') || 'something keeps changing'}`);
    if (Date.now() > retryAt) {
      retryAt = Date.now() + retryEveryMs;
      await Promise.all(kinds.flatMap((kind) => seen.objects[kind].filter(({ metadata }) => before.has(metadata.uid) && !seen.failed.has(metadata.uid)).map(({ metadata }) => retryNow(plane.api, kind, metadata))));
    }
    last = fingerprint;
    await sleep(pauseMs);
  }
}

async function look({ api, node }: ControlPlane, before: FailedCreates): Promise<Seen> {
  // Pods before what makes them would look like strangers: their owners are read last.
  const read = async (kind: Kind): Promise<readonly Workload[]> => z.array(workload).parse(await api.list(collections[kind]));
  const [pods, now] = await Promise.all([read('Pod'), failedCreates(api)]);
  const [deployments, replicaSets, statefulSets, daemonSets, jobs, cronJobs] = await Promise.all([
    read('Deployment'),
    read('ReplicaSet'),
    read('StatefulSet'),
    read('DaemonSet'),
    read('Job'),
    read('CronJob'),
  ]);
  return {
    objects: { Deployment: deployments, ReplicaSet: replicaSets, StatefulSet: statefulSets, DaemonSet: daemonSets, Job: jobs, CronJob: cronJobs, Pod: pods },
    failed: failedAnew(before, now),
    isHeld: (uid) => node.isHeld(uid),
  };
}

/** One line for each thing that a controller has yet to do; empty when all is done. */
function whatIsBehind(seen: Seen): string[] {
  return kinds.flatMap((kind) =>
    seen.objects[kind].flatMap((object) => {
      const reason = reasonFor(kind, object, seen);
      return reason === undefined ? [] : [`${kind} ${object.metadata.namespace}/${object.metadata.name} ${reason}`];
    }),
  );
}

function reasonFor(kind: Kind, object: Workload, seen: Seen): string | undefined {
  if (object.metadata.deletionTimestamp !== undefined) return 'is being deleted';
  const owner = object.metadata.ownerReferences.find(({ controller }) => controller === true);
  const owners = kinds.find((each) => each === owner?.kind);
  if (owners !== undefined && !seen.objects[owners].some(({ metadata }) => metadata.uid === owner?.uid)) return 'has lost its owner';
  switch (kind) {
    case 'Pod':
      return isStuck(object, seen) || isReady(object) || isOver(object) ? undefined : 'is not ready';
    case 'Deployment':
      return deploymentReason(object, seen);
    case 'ReplicaSet':
      return replicaSetReason(object, seen);
    case 'StatefulSet':
    case 'DaemonSet':
      return setReason(kind, object, seen);
    case 'Job':
      return jobReason(object, seen);
    case 'CronJob':
      return undefined;
  }
}

function deploymentReason(deployment: Workload, seen: Seen): string | undefined {
  const { spec, status, metadata } = deployment;
  if (status.observedGeneration < metadata.generation) return 'is not observed';
  if (spec.paused) return undefined;
  const replicaSets = ownedBy(deployment, seen.objects.ReplicaSet);
  if (replicaSets.length === 0) return 'has no ReplicaSet';
  if (replicaSets.some((each) => seen.failed.has(each.metadata.uid))) {
    return status.conditions.some(({ type, status: holds }) => type === 'ReplicaFailure' && holds === 'True') ? undefined : 'does not say that pods fail';
  }
  if (replicaSets.some((each) => ownedBy(each, seen.objects.Pod).some((pod) => isStuck(pod, seen)))) return undefined;
  const complete = [status.replicas, status.updatedReplicas, status.readyReplicas].every((count) => count === spec.replicas);
  return complete ? undefined : `has ${status.updatedReplicas} updated and ${status.readyReplicas} ready of ${spec.replicas}`;
}

function replicaSetReason(replicaSet: Workload, seen: Seen): string | undefined {
  const { spec, status, metadata } = replicaSet;
  if (status.observedGeneration < metadata.generation) return 'is not observed';
  if (seen.failed.has(metadata.uid)) return undefined;
  const pods = ownedBy(replicaSet, seen.objects.Pod).filter((pod) => !isOver(pod)).length;
  return pods === spec.replicas && status.replicas === spec.replicas ? undefined : `has ${pods} pods of ${spec.replicas}`;
}

function setReason(kind: 'StatefulSet' | 'DaemonSet', object: Workload, seen: Seen): string | undefined {
  const { spec, status, metadata } = object;
  if (status.observedGeneration < metadata.generation) return 'is not observed';
  if (seen.failed.has(metadata.uid) || ownedBy(object, seen.objects.Pod).some((pod) => isStuck(pod, seen))) return undefined;
  const [wanted, updated, ready] =
    kind === 'StatefulSet' ? [spec.replicas, status.updatedReplicas, status.readyReplicas] : [status.desiredNumberScheduled, status.updatedNumberScheduled, status.numberReady];
  const rolls = spec.updateStrategy?.type !== 'OnDelete';
  return ready === wanted && (updated === wanted || !rolls) ? undefined : `has ${updated} updated and ${ready} ready of ${wanted}`;
}

function jobReason(job: Workload, seen: Seen): string | undefined {
  const { spec, status, metadata } = job;
  const ended = status.conditions.some(({ type, status: holds }) => (type === 'Complete' || type === 'Failed') && holds === 'True');
  if (spec.suspend || ended || seen.failed.has(metadata.uid)) return undefined;
  const wanted = Math.min(spec.parallelism, spec.completions ?? spec.parallelism);
  if (status.active !== wanted) return `has ${status.active} pods of ${wanted}`;
  const stuck = ownedBy(job, seen.objects.Pod).filter((pod) => isStuck(pod, seen)).length;
  return status.ready === wanted - stuck ? undefined : `has ${status.ready} ready pods of ${wanted - stuck}`;
}

function ownedBy(owner: Workload, objects: readonly Workload[]): readonly Workload[] {
  return objects.filter(({ metadata }) => metadata.ownerReferences.some((each) => each.controller === true && each.uid === owner.metadata.uid));
}

/** Neither ready nor on its way there: held by the node, or no node fits. */
function isStuck(pod: Workload, { isHeld }: Seen): boolean {
  return isHeld(pod.metadata.uid) || pod.status.conditions.some(({ type, reason }) => type === 'PodScheduled' && (reason === 'Unschedulable' || reason === 'SchedulingGated'));
}

function isReady({ status }: Workload): boolean {
  return status.conditions.some(({ type, status: holds }) => type === 'Ready' && holds === 'True');
}

function isOver({ status }: Workload): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}
