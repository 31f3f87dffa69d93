import { known } from './answer.ts';
import { accountOf } from './pod-shape.ts';
import { defineQuestion } from './question.ts';
import type { ClusterRight } from './right.ts';
import type { ServiceAccountKey } from './service-account.ts';
import type { WorkloadKind } from './subject.ts';
import { collectionPath, resources } from './workload-collections.ts';
import { parseWorkload, templateOf } from './workload.ts';

const kinds = ['deployment', 'statefulset', 'daemonset', 'replicaset', 'job', 'cronjob'] as const satisfies readonly WorkloadKind[];

export interface AccountUser {
  readonly kind: WorkloadKind;
  readonly name: string;
}

/** Workloads whose template names a service account, also those that have no pods now; none that another one made. */
export const accountUsers = defineQuestion({
  name: 'users of a service account',
  rights: kinds.map((kind): ClusterRight => ({ where: 'cluster', verb: 'list', group: resources[kind].group, resource: resources[kind].plural, scope: 'namespace', power: 'read' })),
  key: (key: ServiceAccountKey) => key,
  async ask({ namespace, name }, world) {
    const lists = await Promise.all(kinds.map((kind) => world.kube.list(collectionPath(kind, namespace), { parse: (value) => userOf(kind, value) })));
    return known<readonly AccountUser[]>(lists.flat().filter(({ account }) => account === name).map(({ kind, name: user }) => ({ kind, name: user })));
  },
});

function userOf(kind: WorkloadKind, value: unknown): AccountUser & { readonly account?: string } {
  const object = parseWorkload({ kind }, value);
  const { metadata } = object;
  const template = templateOf(object);
  const made = (metadata.ownerReferences ?? []).some(({ controller }) => controller === true);
  return { kind, name: metadata.name, ...(made || template === undefined ? {} : { account: accountOf(template.spec) }) };
}
