import { known, absent } from './answer.ts';
import { pod as podObject, workloadObject as workloadShape, type LabelSelector, type WorkloadObject } from './kubernetes-shapes.ts';
import { entriesThatSet } from './field-writers.ts';
import { notFound } from './not-found.ts';
import { podShapeOf } from './pod-shape.ts';
import { defineQuestion, type World } from './question.ts';
import type { ClusterRight } from './right.ts';
import { selectorText } from './selector.ts';
import type { Owner, PodShape, Target, TargetSubject, WorkloadKind } from './subject.ts';
import { objectPath, resources } from './workload-collections.ts';
import { useLabel } from './workload-identity-keys.ts';

export interface Workload {
  readonly target: Target;
  /** The object that makes the pods: the target itself, or for a pod and its ReplicaSet or Job the one on top. */
  readonly owner: Owner;
  readonly uid: string;
  /** Labels and annotations of the owner's own metadata that speak of workload identity. */
  readonly labels: { readonly [name: string]: string };
  readonly annotations: { readonly [name: string]: string };
  /** Absent for a bare pod and for a service account. */
  readonly template?: PodShape;
  /** Label selector of the pods; absent where they are found by owner alone. */
  readonly selector?: string;
  /** Newer pods are taking the place of older ones, and the controller has not given up. */
  readonly rolloutUnderWay: boolean;
  /** Revision by which a Deployment's or StatefulSet's newest pods can be told. */
  readonly revision?: string;
  /** What kept the controller from making pods, from its conditions. */
  readonly createFailure?: string;
  /** Who set the label for the webhook on its template, by the names of managers of fields. */
  readonly labelSetBy?: readonly string[];
  /** What manages the object, where it says so: a mend belongs there. */
  readonly managedBy?: 'Helm' | 'Argo CD' | 'Flux';
}

const readWorkload: readonly ClusterRight[] = [
  { where: 'cluster', verb: 'get', group: 'apps', resource: 'deployments,statefulsets,daemonsets,replicasets', scope: 'namespace', power: 'read' },
  { where: 'cluster', verb: 'get', group: 'batch', resource: 'jobs,cronjobs', scope: 'namespace', power: 'read' },
  { where: 'cluster', verb: 'get', group: '', resource: 'pods', scope: 'namespace', power: 'read' },
];

/** The object as the API server has it: its template is sent back in a dry run, and must not lose fields we do not know. */
export const workloadObject = defineQuestion({
  name: 'workload object',
  transient: true,
  rights: readWorkload,
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world) {
    try {
      return known(await world.kube.get(objectPath(target), { parse: (value) => ({ raw: value as Record<string, unknown>, narrow: parseWorkload(target, value) }) }));
    } catch (error) {
      const said = notFound(error);
      if (said !== undefined) return absent(said);
      throw error;
    }
  },
});

export function parseWorkload(target: Pick<Target, 'kind'>, value: unknown): WorkloadObject {
  if (target.kind !== 'pod') return workloadShape.parse(value);
  const parsed = podObject.parse(value);
  return { metadata: parsed.metadata, spec: { template: { metadata: parsed.metadata, spec: parsed.spec } } };
}

/** The workload that a target names, followed up to the object that makes its pods. */
export const workload = defineQuestion({
  name: 'workload',
  rights: readWorkload,
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world) {
    const first = await world.get(workloadObject, target);
    if (first.state !== 'known') return first;
    const owner = await topOwner(target, first.value.narrow, world);
    const { narrow } = owner.kind === target.kind && owner.name === target.name ? first.value : await world.need(workloadObject, owner);
    return known(describe(target, owner, narrow));
  },
});

const followed: { readonly [kind: string]: WorkloadKind } = {
  Deployment: 'deployment',
  ReplicaSet: 'replicaset',
  StatefulSet: 'statefulset',
  DaemonSet: 'daemonset',
  Job: 'job',
  CronJob: 'cronjob',
};

async function topOwner(target: Target, object: WorkloadObject, world: World): Promise<Target> {
  const reference = (object.metadata.ownerReferences ?? []).find(({ controller }) => controller === true);
  const named = reference === undefined ? undefined : followed[reference.kind];
  // a controller of another API group may have a kind of the same name (OpenKruise's StatefulSet)
  const kind = named !== undefined && reference?.apiVersion?.split('/')[0] === resources[named].group ? named : undefined;
  if (reference === undefined || kind === undefined || target.kind === 'serviceaccount' || target.kind === 'secretproviderclass') return target;
  const owner: Target = { kind, namespace: target.namespace, name: reference.name };
  const above = await world.need(workloadObject, owner);
  return topOwner(owner, above.narrow, world);
}

/** The pod template of a workload, wherever its kind has it. */
export function templateOf({ spec }: WorkloadObject): NonNullable<WorkloadObject['spec']>['template'] {
  return spec?.template ?? spec?.jobTemplate?.spec.template;
}

function describe(target: Target, owner: Target, object: WorkloadObject): Workload {
  const { metadata, spec, status } = object;
  const template = templateOf(object);
  const failure = status?.conditions?.find(({ type, status: value }) => type === 'ReplicaFailure' && value === 'True');
  const revision = owner.kind === 'statefulset' ? status?.updateRevision : metadata.annotations?.['deployment.kubernetes.io/revision'];
  const managedBy = managerOf(metadata.labels ?? {}, metadata.annotations ?? {});
  const hasTemplate = template !== undefined && owner.kind !== 'pod';
  return {
    target,
    owner: { ...owner, ...standsStill(owner.kind, object) },
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    ...(hasTemplate ? { template: podShapeOf(template.metadata?.labels, template.metadata?.annotations, template.spec) } : {}),
    ...selectorOf(owner.kind, spec?.selector),
    rolloutUnderWay: rolloutUnderWay(owner.kind, object),
    ...(revision === undefined ? {} : { revision }),
    ...(failure?.message === undefined ? {} : { createFailure: failure.message }),
    ...(hasTemplate ? { labelSetBy: entriesThatSet(metadata, useLabel, 'f:spec').flatMap(({ manager }) => manager ?? []) } : {}),
    ...(managedBy === undefined ? {} : { managedBy }),
  };
}

function selectorOf(kind: WorkloadKind, selector: LabelSelector | null | undefined): { selector?: string } {
  // a Job's selector is made by the controller and a CronJob has none: their pods are found by owner
  return selector === null || selector === undefined || kind === 'cronjob' || kind === 'pod' ? {} : { selector: selectorText(selector) };
}

function standsStill(kind: WorkloadKind, { spec }: WorkloadObject): Pick<Owner, 'standsStill'> {
  if (kind === 'deployment') return spec?.paused === true ? { standsStill: 'paused' } : {};
  if (spec?.updateStrategy?.type === 'OnDelete') return { standsStill: 'on-delete' };
  return (spec?.updateStrategy?.rollingUpdate?.partition ?? 0) > 0 ? { standsStill: 'partition' } : {};
}

/** Whether a controller is still replacing pods: it has newer ones to make or older ones to take away, and has not given up. */
export function rolloutUnderWay(kind: WorkloadKind, { metadata, spec, status }: WorkloadObject): boolean {
  // nobody replaces the pods of a paused Deployment, or of a set that waits for each pod to be deleted by hand
  if (status === undefined || spec?.paused === true || spec?.updateStrategy?.type === 'OnDelete') return false;
  if (kind === 'deployment') {
    const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
    if (progressing?.reason === 'ProgressDeadlineExceeded') return false;
    if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) return true;
    return (status.updatedReplicas ?? 0) < (spec?.replicas ?? 1) || (status.replicas ?? 0) > (status.updatedReplicas ?? 0);
  }
  if (kind === 'statefulset') {
    // below the partition the pods stay as they are, and the two revisions stay apart for good
    const toUpdate = Math.max(0, (spec?.replicas ?? 1) - (spec?.updateStrategy?.rollingUpdate?.partition ?? 0));
    return status.updateRevision !== undefined && status.currentRevision !== status.updateRevision && (status.updatedReplicas ?? 0) < toUpdate;
  }
  if (kind === 'daemonset') return (status.updatedNumberScheduled ?? 0) < (status.desiredNumberScheduled ?? 0);
  return false;
}

function managerOf(labels: { readonly [name: string]: string }, annotations: { readonly [name: string]: string }): Workload['managedBy'] {
  if (annotations['argocd.argoproj.io/tracking-id'] !== undefined) return 'Argo CD';
  if (labels['kustomize.toolkit.fluxcd.io/name'] !== undefined || labels['helm.toolkit.fluxcd.io/name'] !== undefined) return 'Flux';
  if (labels['app.kubernetes.io/managed-by'] === 'Helm' || annotations['meta.helm.sh/release-name'] !== undefined) return 'Helm';
  return undefined;
}
