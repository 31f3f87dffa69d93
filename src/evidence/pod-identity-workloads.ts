import { known } from './answer.ts';
import { pod as podObject, type WorkloadObject } from './kubernetes-shapes.ts';
import { podIdentityLabel } from './pod-identity.ts';
import { isOver, podOf } from './pods.ts';
import { defineQuestion } from './question.ts';
import type { ClusterRight } from './right.ts';
import type { Target, WorkloadKind } from './subject.ts';
import { byCodeUnits } from './text-order.ts';
import { resources, selectedPath } from './workload-collections.ts';
import { parseWorkload, templateOf } from './workload.ts';

const kinds = ['deployment', 'statefulset', 'daemonset', 'replicaset', 'job', 'cronjob'] as const satisfies readonly WorkloadKind[];

/** What makes pods that ask pod identity v1 for an identity. */
export interface LabelledWorkload {
  readonly target: Target;
  /** Value of the label on its pods. */
  readonly selector: string;
  /** Its own selector asks for the label, and cannot be changed. */
  readonly keepsLabel: boolean;
  /** `Rollout/orders`: a controller of a kind that is not looked at. */
  readonly madeBy?: string;
}

export type WorkloadsKey = {
  /** Null: every namespace but kube-system. */
  readonly namespace: string | null;
  readonly labelSelector: string | null;
};

const lists = [...kinds, 'pod' as const];

/** The workloads of a place whose pods carry the label of pod identity v1; pods that another of them makes left out. */
export const podIdentityWorkloads = defineQuestion({
  name: 'workloads of pod identity v1',
  rights: lists.map((kind): ClusterRight => ({ where: 'cluster', verb: 'list', group: resources[kind].group, resource: resources[kind].plural, scope: 'namespace', power: 'read' })),
  key: (key: WorkloadsKey) => key,
  async ask({ namespace, labelSelector }, world) {
    const [pods, ...owners] = await Promise.all([
      world.kube.list(selectedPath('pod', namespace, labelSelector), { parse: (value) => ofPod(value) }),
      ...kinds.map((kind) => world.kube.list(selectedPath(kind, namespace, labelSelector), { parse: (value) => ofOwner(kind, parseWorkload({ kind }, value)) })),
    ]);
    const found = [...owners.flat(), ...pods].filter((one) => one !== undefined);
    return known<readonly LabelledWorkload[]>(found.filter(({ target }) => namespace !== null || target.namespace !== 'kube-system').sort((a, b) => byCodeUnits(placeOf(a), placeOf(b))));
  },
});

function placeOf({ target: { namespace, kind, name } }: LabelledWorkload): string {
  return `${namespace} ${kind} ${name}`;
}

function ofOwner(kind: WorkloadKind, object: WorkloadObject): LabelledWorkload | undefined {
  const { metadata, spec, status } = object;
  const selector = templateOf(object)?.metadata?.labels?.[podIdentityLabel];
  const maker = (metadata.ownerReferences ?? []).find(({ controller }) => controller === true);
  const over = kind === 'job' && (status?.conditions ?? []).some(({ type, status: value }) => (type === 'Complete' || type === 'Failed') && value === 'True');
  if (selector === undefined || isLookedAt(maker?.kind) || over) return undefined;
  const keepsLabel = spec?.selector?.matchLabels?.[podIdentityLabel] !== undefined || (spec?.selector?.matchExpressions ?? []).some(({ key }) => key === podIdentityLabel);
  return { target: { kind, namespace: metadata.namespace ?? '', name: metadata.name }, selector, keepsLabel, ...(maker === undefined ? {} : { madeBy: `${maker.kind}/${maker.name}` }) };
}

/** What a kind makes that is looked at itself is no workload of its own. */
function isLookedAt(kind: string | undefined): boolean {
  return kinds.some((one) => one === kind?.toLowerCase());
}

function ofPod(value: unknown): LabelledWorkload | undefined {
  const object = podObject.parse(value);
  const pod = podOf(object);
  const selector = pod.labels[podIdentityLabel];
  if (selector === undefined || isOver(pod) || pod.deleting || isLookedAt(pod.owner?.kind)) return undefined;
  return {
    target: { kind: 'pod', namespace: object.metadata.namespace ?? '', name: pod.name },
    selector,
    keepsLabel: false,
    ...(pod.owner === undefined ? {} : { madeBy: `${pod.owner.kind}/${pod.owner.name}` }),
  };
}
