import { absent, known } from './answer.ts';
import { entriesThatSet } from './field-writers.ts';
import { serviceAccount as serviceAccountObject, type Metadata } from './kubernetes-shapes.ts';
import { notFound } from './not-found.ts';
import { podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import type { LoginSubject, MountSubject, PodGroupSubject, TargetSubject } from './subject.ts';
import { clientIdAnnotation, speaksOfWorkloadIdentity, tenantIdAnnotation } from './workload-identity-keys.ts';
import { workload } from './workload.ts';

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly createdAt: string;
  /** Labels and annotations that speak of workload identity, near misses included; values as they are. */
  readonly labels: { readonly [name: string]: string };
  readonly annotations: { readonly [name: string]: string };
  /** Value of the annotation, untouched; empty counts as absent, as for the webhook. */
  readonly clientId?: string;
  /** Value of the annotation, untouched; an empty one replaces the cluster's tenant and is kept. */
  readonly tenantId?: string;
  /** When the client id's annotation was last written, from managedFields. */
  readonly clientIdWrittenAt?: string;
}

export type ServiceAccountKey = { readonly namespace: string; readonly name: string };

/** A service account by name, as a login uses it, with what the webhook reads of it. */
export const serviceAccount = defineQuestion({
  name: 'service account',
  rights: [{ where: 'cluster', verb: 'get', group: '', resource: 'serviceaccounts', scope: 'namespace', nameable: 'service-account', power: 'read' }],
  key: ({ login }: LoginSubject): ServiceAccountKey => ({ namespace: login.namespace, name: login.serviceAccount }),
  async ask({ namespace, name }, world) {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}`;
    try {
      const { metadata } = await world.kube.get(path, serviceAccountObject);
      return known(describeAccount(namespace, metadata));
    } catch (error) {
      const said = notFound(error);
      if (said !== undefined) return absent(said);
      throw error;
    }
  },
});

/** The service account that the target's pods use, or would use: of the template, else of the newest pod. */
export const targetServiceAccount = defineQuestion({
  name: "target's service account",
  rights: serviceAccount.rights,
  key: ({ target }: TargetSubject) => target,
  async ask(target, world) {
    const { owner, template } = await world.need(workload, target);
    if (target.kind === 'serviceaccount') return world.get(serviceAccount, { namespace: target.namespace, name: target.name });
    if (template !== undefined) return world.get(serviceAccount, { namespace: owner.namespace, name: template.serviceAccount });
    const [group] = await world.need(podGroups, target);
    return group === undefined ? absent() : world.get(serviceAccount, { namespace: owner.namespace, name: group.shape.serviceAccount });
  },
});

/** The service account of the pods of one group. */
export const groupServiceAccount = defineQuestion({
  name: "pod group's service account",
  rights: serviceAccount.rights,
  key: ({ target, podGroup }: PodGroupSubject): ServiceAccountKey => ({ namespace: target.namespace, name: podGroup.shape.serviceAccount }),
  ask: (key, world) => world.get(serviceAccount, key),
});

/** The service account of the pods that mount, whose token the driver is given. */
export const mountServiceAccount = defineQuestion({
  name: "mount's service account",
  rights: serviceAccount.rights,
  key: ({ mount }: MountSubject): ServiceAccountKey => ({ namespace: mount.namespace, name: mount.serviceAccount }),
  ask: (key, world) => world.get(serviceAccount, key),
});

/** Service accounts of the target's namespace that name a client id. */
export const annotatedAccounts = defineQuestion({
  name: 'annotated service accounts',
  rights: [{ where: 'cluster', verb: 'list', group: '', resource: 'serviceaccounts', scope: 'namespace', power: 'read' }],
  key: ({ target }: TargetSubject) => ({ namespace: target.namespace }),
  async ask({ namespace }, world) {
    const accounts = await world.kube.list(`/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts`, serviceAccountObject);
    return known(
      accounts
        .map(({ metadata }) => describeAccount(namespace, metadata))
        .flatMap(({ name, clientId }) => (clientId === undefined ? [] : [{ name, clientId }])),
    );
  },
});

export function describeAccount(namespace: string, metadata: Metadata): ServiceAccount {
  const annotations = spoken(metadata.annotations);
  const clientId = annotations[clientIdAnnotation];
  const tenantId = annotations[tenantIdAnnotation];
  const writtenAt = writtenAtOf(metadata, clientIdAnnotation);
  return {
    namespace,
    name: metadata.name,
    createdAt: metadata.creationTimestamp ?? '',
    labels: spoken(metadata.labels),
    annotations,
    ...(clientId === undefined || clientId === '' ? {} : { clientId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(writtenAt === undefined ? {} : { clientIdWrittenAt: writtenAt }),
  };
}

function spoken(texts: { readonly [name: string]: string } | null | undefined): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(texts ?? {}).filter(([key]) => speaksOfWorkloadIdentity(key)));
}

function writtenAtOf(metadata: Metadata, annotation: string): string | undefined {
  return entriesThatSet(metadata, annotation)
    .flatMap(({ time }) => time ?? [])
    .sort()
    .at(-1);
}
