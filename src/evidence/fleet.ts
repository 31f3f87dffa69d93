import { known } from './answer.ts';
import type { Engine } from './engine.ts';
import { pod as podObject, replicaSet, serviceAccount as serviceAccountObject, type LabelSelector, type WorkloadObject } from './kubernetes-shapes.ts';
import { podShapeOf } from './pod-shape.ts';
import { listedPods, podOf, replicaSetRevisions } from './pods.ts';
import { defineQuestion, type World } from './question.ts';
import { mismatchOf, selectorText } from './selector.ts';
import { annotatedAccounts, describeAccount, serviceAccount, type ServiceAccount } from './service-account.ts';
import type { Pod, PodShape, Target, WorkloadKind } from './subject.ts';
import { clientIdAnnotation, clientIdVariable, speaksOfWorkloadIdentity } from './workload-identity-keys.ts';
import { parseWorkload, templateOf, workloadObject } from './workload.ts';
import { selectedPath } from './workload-collections.ts';

export type FleetKey = {
  /** Absent: every namespace but kube-system. */
  readonly namespace: string | null;
  readonly labelSelector: string | null;
  /** Only targets of this kind; all kinds where it is absent. */
  readonly kind: WorkloadKind | null;
};

interface Listed {
  readonly target: Target;
  readonly raw: Record<string, unknown>;
  readonly narrow: WorkloadObject;
}

/** What the lists of a namespace, or of all, brought: the targets among it, and what would otherwise be asked for each. */
export interface Fleet {
  readonly targets: readonly Target[];
  /** Workloads that show nothing of workload identity: counted, not checked. */
  readonly others: number;
  readonly workloads: readonly Listed[];
  readonly pods: readonly (Pod & { readonly namespace: string })[];
  readonly accounts: readonly ServiceAccount[];
  readonly revisions: ReadonlyMap<string, { readonly [name: string]: string }>;
}

const ownerKinds: readonly WorkloadKind[] = ['deployment', 'statefulset', 'daemonset', 'replicaset', 'job', 'cronjob'];

/** Every workload of a place that has to do with workload identity, by lists alone (`contract.md`, `-A` and `-l`). */
export const fleet = defineQuestion({
  name: 'fleet',
  transient: true,
  rights: [],
  key: (_subject: never): FleetKey => ({ namespace: null, labelSelector: null, kind: null }),
  async ask(key, world) {
    const { namespace, labelSelector, kind } = key;
    const [owners, pods, chosenPods, accounts, sets] = await Promise.all([
      Promise.all(ownerKinds.map((owner) => listOwners(owner, key, world))),
      listPods(namespace, null, world),
      labelSelector === null ? undefined : listPods(namespace, labelSelector, world),
      world.kube.list(selectedPath('serviceaccount', namespace, null), { parse: (value) => accountOf(serviceAccountObject.parse(value)) }),
      world.kube.list(selectedPath('replicaset', namespace, null), replicaSet),
    ]);
    const here = ({ namespace: place }: { readonly namespace: string }): boolean => namespace !== null || place !== 'kube-system';
    const chosen = chosenPods === undefined ? undefined : new Set(chosenPods.map(({ uid }) => uid));
    const top = owners.flat().filter(({ narrow, target }) => here(target) && isTop(narrow));
    const bare = pods.filter((pod) => here(pod) && pod.owner === undefined && (chosen === undefined || chosen.has(pod.uid)));
    const candidates = [...top.map((one) => candidateOf(one)), ...bare.map((pod) => ({ target: podTarget(pod), shape: pod as PodShape, labels: pod.labels }))].filter(
      ({ target }) => kind === null || target.kind === kind,
    );
    const byAccount = new Map(accounts.map((account) => [`${account.namespace}/${account.name}`, account]));
    const asking = candidates.filter(({ target, shape, labels }) => asksForIdentity(shape, labels, byAccount.get(`${target.namespace}/${shape.serviceAccount}`)));
    return known<Fleet>({
      targets: asking.map(({ target }) => target),
      others: candidates.length - asking.length,
      workloads: top,
      pods,
      accounts,
      revisions: revisionsOf(sets),
    });
  },
});

async function listOwners(kind: WorkloadKind, { namespace, labelSelector }: FleetKey, world: World): Promise<readonly Listed[]> {
  return world.kube.list(selectedPath(kind, namespace, labelSelector), {
    parse(value) {
      const narrow = parseWorkload({ kind }, value);
      const { name, namespace: place = '' } = narrow.metadata;
      return { target: { kind, namespace: place, name }, raw: value as Record<string, unknown>, narrow };
    },
  });
}

function listPods(namespace: string | null, labelSelector: string | null, world: World): Promise<readonly (Pod & { readonly namespace: string })[]> {
  return world.kube.list(selectedPath('pod', namespace, labelSelector), {
    parse(value) {
      const object = podObject.parse(value);
      return { ...podOf(object), namespace: object.metadata.namespace ?? '' };
    },
  });
}

function accountOf({ metadata }: ReturnType<typeof serviceAccountObject.parse>): ServiceAccount {
  return describeAccount(metadata.namespace ?? '', metadata);
}

function isTop({ metadata }: WorkloadObject): boolean {
  return !(metadata.ownerReferences ?? []).some(({ controller }) => controller === true);
}

function podTarget({ name, namespace }: { readonly name: string; readonly namespace: string }): Target {
  return { kind: 'pod', namespace, name };
}

interface Candidate {
  readonly target: Target;
  readonly shape: PodShape;
  readonly labels: { readonly [name: string]: string };
}

const nothing: PodShape = { labels: {}, annotations: {}, serviceAccount: 'default', containers: [], tokenSources: [], hostNetwork: false, secretsStoreVolumes: [] };

function candidateOf({ target, narrow }: Listed): Candidate {
  const template = templateOf(narrow);
  const shape = template === undefined ? nothing : podShapeOf(template.metadata?.labels, template.metadata?.annotations, template.spec);
  return { target, shape, labels: narrow.metadata.labels ?? {} };
}

/** A key of workload identity or a near miss of one on template, pod or account, or a volume of the secrets store driver. */
function asksForIdentity(shape: PodShape, ofOwner: { readonly [name: string]: string }, account: ServiceAccount | undefined): boolean {
  const keys = [...Object.keys(shape.labels), ...Object.keys(shape.annotations), ...Object.keys(ofOwner)];
  if (keys.some(speaksOfWorkloadIdentity) || shape.secretsStoreVolumes.length > 0) return true;
  if (account?.annotations[clientIdAnnotation] !== undefined) return true;
  return shape.containers.some(({ variables }) => variables.some(({ name }) => name === clientIdVariable));
}

function revisionsOf(sets: readonly ReturnType<typeof replicaSet.parse>[]): Fleet['revisions'] {
  const byNamespace = new Map<string, { [name: string]: string }>();
  for (const { metadata } of sets) {
    const place = metadata.namespace ?? '';
    const found = byNamespace.get(place) ?? {};
    found[metadata.name] = metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '';
    byNamespace.set(place, found);
  }
  return byNamespace;
}

/** Gives the engine what the lists brought, under the keys by which each target would ask for it. */
export function seedFleet(engine: Engine, { workloads, pods, accounts, revisions, targets }: Fleet): void {
  const wanted = new Set(targets.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`));
  const byNamespace = Map.groupBy(pods, ({ namespace }) => namespace);
  for (const { target, raw, narrow } of workloads) {
    if (!wanted.has(`${target.kind} ${target.namespace}/${target.name}`)) continue;
    engine.seed(workloadObject, target, known({ raw, narrow }));
    const selector: LabelSelector | null | undefined = target.kind === 'cronjob' ? undefined : narrow.spec?.selector;
    const here = byNamespace.get(target.namespace) ?? [];
    const key = { namespace: target.namespace, selector: selector ? selectorText(selector) : '' };
    engine.seed(listedPods, key, known(selector ? here.filter(({ labels }) => mismatchOf(selector, labels) === undefined) : here));
    engine.seed(replicaSetRevisions, key, known(revisions.get(target.namespace) ?? {}));
  }
  for (const [namespace, here] of byNamespace) engine.seed(listedPods, { namespace, selector: '' }, known(here));
  for (const account of accounts) engine.seed(serviceAccount, { namespace: account.namespace, name: account.name }, known(account));
  for (const [namespace, here] of Map.groupBy(accounts, (account) => account.namespace)) {
    const naming = here.flatMap(({ name, clientId }) => (clientId === undefined ? [] : [{ name, clientId }]));
    engine.seed(annotatedAccounts, { namespace }, known(naming));
  }
}
