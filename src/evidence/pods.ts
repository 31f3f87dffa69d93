import { createHash } from 'node:crypto';
import { known, type Answer } from './answer.ts';
import { pod as podObject, replicaSet } from './kubernetes-shapes.ts';
import { podShapeOf } from './pod-shape.ts';
import { defineQuestion } from './question.ts';
import { mountedClasses } from './secrets-store-volume.ts';
import type { ClusterRight } from './right.ts';
import type { ContainerState, Pod, PodGroup, PodShape, Target, TargetSubject } from './subject.ts';
import { byCodeUnits } from './text-order.ts';
import { workload, type Workload } from './workload.ts';

const listPods: ClusterRight = { where: 'cluster', verb: 'list', group: '', resource: 'pods', scope: 'namespace', power: 'read' };
const listReplicaSets: ClusterRight = { where: 'cluster', verb: 'list', group: 'apps', resource: 'replicasets', scope: 'namespace', power: 'read' };

type ListKey = { readonly namespace: string; readonly selector: string };

function listPath(root: string, { namespace, selector }: ListKey): string {
  const query = selector === '' ? '' : `?labelSelector=${encodeURIComponent(selector)}`;
  return `${root}/namespaces/${encodeURIComponent(namespace)}/${root === '/api/v1' ? 'pods' : 'replicasets'}${query}`;
}

/** Pods of a namespace that a label selector takes; an empty selector takes all. */
export const listedPods = defineQuestion({
  name: 'pods',
  rights: [listPods],
  key: ({ target }: TargetSubject): ListKey => ({ namespace: target.namespace, selector: '' }),
  async ask(key, world) {
    return known(await world.kube.list(listPath('/api/v1', key), { parse: (value) => podOf(podObject.parse(value)) }));
  },
});

/** Revision of each ReplicaSet by its name, from the Deployment controller's annotation. */
export const replicaSetRevisions = defineQuestion({
  name: 'replica set revisions',
  rights: [listReplicaSets],
  key: ({ target }: TargetSubject): ListKey => ({ namespace: target.namespace, selector: '' }),
  async ask(key, world) {
    const sets = await world.kube.list(listPath('/apis/apps/v1', key), replicaSet);
    return known(
      Object.fromEntries(sets.map(({ metadata }) => [metadata.name, metadata.annotations?.['deployment.kubernetes.io/revision'] ?? ''])),
    );
  },
});

export function podOf(object: ReturnType<typeof podObject.parse>): Pod {
  const { metadata, spec, status } = object;
  const owner = (metadata.ownerReferences ?? []).find(({ controller }) => controller === true);
  const hash = metadata.labels?.['pod-template-hash'] ?? metadata.labels?.['controller-revision-hash'];
  return {
    ...podShapeOf(metadata.labels, metadata.annotations, spec),
    name: metadata.name,
    uid: metadata.uid ?? '',
    createdAt: metadata.creationTimestamp ?? '',
    phase: status?.phase ?? 'Unknown',
    deleting: metadata.deletionTimestamp !== undefined,
    states: (status?.containerStatuses ?? []).map(stateOf),
    ...(owner === undefined ? {} : { owner: { kind: owner.kind, name: owner.name, uid: owner.uid } }),
    ...(spec.nodeName === undefined || spec.nodeName === '' ? {} : { node: spec.nodeName }),
    ...(hash === undefined ? {} : { templateHash: hash }),
  };
}

/** A message of the kubelet names what it waits for; what comes after it is of no use here. */
const longestMessage = 500;

function stateOf({ name, state }: NonNullable<NonNullable<ReturnType<typeof podObject.parse>['status']>['containerStatuses']>[number]): ContainerState {
  const { waiting, running } = state ?? {};
  return {
    container: name,
    ...(waiting === undefined ? {} : { waiting: { reason: waiting.reason ?? '', message: (waiting.message ?? '').slice(0, longestMessage) } }),
    ...(typeof running?.startedAt === 'string' ? { runningSince: running.startedAt } : {}),
  };
}

/** Pods of the target in groups that are judged once, newest first. */
export const podGroups = defineQuestion({
  name: 'pod groups',
  rights: [listPods, listReplicaSets],
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world): Promise<Answer<readonly PodGroup[]>> {
    const owning = await world.need(workload, target);
    const key: ListKey = { namespace: target.namespace, selector: owning.selector ?? '' };
    const asksRevisions = owning.owner.kind === 'deployment';
    const [pods, revisions] = await Promise.all([
      world.need(listedPods, key),
      asksRevisions ? world.get(replicaSetRevisions, key) : undefined,
    ]);
    const own = living(pods.filter((pod) => belongsTo(pod, owning)));
    const judged = target.kind === 'serviceaccount' ? newestFirst(own).slice(0, 1) : own;
    const isCurrent = currency(owning, judged, revisions?.state === 'known' ? revisions.value : undefined);
    return known(group(judged, owning, isCurrent));
  },
});

function belongsTo(pod: Pod, { target, owner, uid }: Workload): boolean {
  if (target.kind === 'pod') return pod.name === target.name;
  if (target.kind === 'serviceaccount') return pod.serviceAccount === target.name;
  if (target.kind === 'secretproviderclass') return mountedClasses(pod).includes(target.name);
  if (pod.owner === undefined) return false;
  if (owner.kind === 'deployment') {
    const { kind, name } = pod.owner;
    // a Deployment names its ReplicaSets after itself and the hash that its pods carry
    return kind === 'ReplicaSet' && name === `${owner.name}-${pod.templateHash ?? ''}` && fitsTarget(pod, target);
  }
  if (owner.kind === 'cronjob') {
    // the controller names its Jobs after the minute they are for; another CronJob's name may begin like this one's
    const suffix = pod.owner.name.startsWith(`${owner.name}-`) ? pod.owner.name.slice(owner.name.length + 1) : '';
    return pod.owner.kind === 'Job' && (/^\d{8,}$/.test(suffix) || pod.owner.name === target.name) && fitsTarget(pod, target);
  }
  return pod.owner.uid === uid;
}

/** A ReplicaSet or Job that has an owner itself is judged by its own pods alone. */
function fitsTarget(pod: Pod, target: Target): boolean {
  return target.kind !== 'replicaset' && target.kind !== 'job' ? true : pod.owner?.name === target.name;
}

/** Pods that run or will; where none does, the newest that ran. */
function living(pods: readonly Pod[]): readonly Pod[] {
  const alive = pods.filter((pod) => !pod.deleting && !isOver(pod));
  return alive.length > 0 ? alive : newestFirst(pods.filter((pod) => !pod.deleting)).slice(0, 1);
}

/** Whether it has run to its end. */
export function isOver({ phase }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function newestFirst(pods: readonly Pod[]): readonly Pod[] {
  return [...pods].sort((a, b) => byCodeUnits(b.createdAt, a.createdAt) || byCodeUnits(a.name, b.name));
}

/** Tells pods of the present template from older ones. */
function currency(owning: Workload, pods: readonly Pod[], revisions: { readonly [name: string]: string } | undefined): (pod: Pod) => boolean {
  if (owning.owner.kind === 'statefulset') return (pod) => owning.revision === undefined || pod.templateHash === owning.revision;
  if (owning.owner.kind === 'deployment' && revisions !== undefined && owning.revision !== undefined) {
    return (pod) => revisions[pod.owner?.name ?? ''] === owning.revision;
  }
  if (owning.owner.kind === 'deployment' || owning.owner.kind === 'daemonset') {
    const newest = newestFirst(pods)[0];
    return (pod) => pod.templateHash === newest?.templateHash;
  }
  return () => true;
}

function group(pods: readonly Pod[], owning: Workload, isCurrent: (pod: Pod) => boolean): readonly PodGroup[] {
  const byLikeness = new Map<string, Pod[]>();
  for (const pod of newestFirst(pods)) {
    const likeness = likenessOf(pod);
    byLikeness.set(likeness, [...(byLikeness.get(likeness) ?? []), pod]);
  }
  // a rollout that has made no pod yet, and may never, takes none away
  const followed = owning.rolloutUnderWay && pods.some(isCurrent);
  return [...byLikeness.values()].flatMap((alike, index): PodGroup[] => {
    const [newest] = alike;
    const oldest = alike.at(-1);
    if (newest === undefined || oldest === undefined) return [];
    const { name, uid, createdAt } = newest;
    const current = isCurrent(newest);
    return [
      {
        id: `g${index + 1}`,
        shape: shapeOf(newest),
        pods: alike.map((pod) => pod.name),
        newest: { name, uid, createdAt },
        oldestCreatedAt: oldest.createdAt,
        current,
        // what a CronJob ran is over: its next run makes a pod from the template as it is now
        beingReplaced: (!current && followed) || (owning.owner.kind === 'cronjob' && isOver(newest)),
      },
    ];
  });
}

function shapeOf({ labels, annotations, serviceAccount, containers, tokenSources, hostNetwork, secretsStoreVolumes }: Pod): PodShape {
  return { labels, annotations, serviceAccount, containers, tokenSources, hostNetwork, secretsStoreVolumes };
}

/** Equal for pods that a verdict cannot tell apart: a volume named after its pod (webhook v1.6) is called the same. */
function likenessOf(pod: Pod): string {
  const volumes = new Map(pod.tokenSources.map(({ volume }, index) => [volume, `token-${index}`]));
  const called = (volume: string): string => volumes.get(volume) ?? volume;
  const likeness = {
    hash: pod.templateHash ?? pod.owner?.uid ?? pod.uid,
    use: pod.labels['azure.workload.identity/use'] ?? null,
    annotations: pod.annotations,
    serviceAccount: pod.serviceAccount,
    containers: pod.containers.map(({ name, variables, mounts }) => ({
      name,
      variables,
      mounts: mounts.filter(({ volume }) => volumes.has(volume)).map(({ volume, path }) => [called(volume), path]),
    })),
    tokenSources: pod.tokenSources.map((source) => ({ ...source, volume: called(source.volume) })),
  };
  return createHash('sha256').update(JSON.stringify(likeness)).digest('hex');
}

