import type { Target, WorkloadKind } from './subject.ts';

/** Where each kind lives in the API. */
export const resources: { readonly [kind in WorkloadKind]: { readonly group: string; readonly version: string; readonly plural: string } } = {
  pod: { group: '', version: 'v1', plural: 'pods' },
  serviceaccount: { group: '', version: 'v1', plural: 'serviceaccounts' },
  secretproviderclass: { group: 'secrets-store.csi.x-k8s.io', version: 'v1', plural: 'secretproviderclasses' },
  deployment: { group: 'apps', version: 'v1', plural: 'deployments' },
  replicaset: { group: 'apps', version: 'v1', plural: 'replicasets' },
  statefulset: { group: 'apps', version: 'v1', plural: 'statefulsets' },
  daemonset: { group: 'apps', version: 'v1', plural: 'daemonsets' },
  job: { group: 'batch', version: 'v1', plural: 'jobs' },
  cronjob: { group: 'batch', version: 'v1', plural: 'cronjobs' },
};

/** Path of all objects of a kind, in a namespace or, with null, in every one. */
export function collectionPath(kind: WorkloadKind, namespace: string | null): string {
  const { group, version, plural } = resources[kind];
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return `${root}${namespace === null ? '' : `/namespaces/${encodeURIComponent(namespace)}`}/${plural}`;
}

/** The same, of those that a label selector takes. */
export function selectedPath(kind: WorkloadKind, namespace: string | null, labelSelector: string | null): string {
  return `${collectionPath(kind, namespace)}${labelSelector === null ? '' : `?labelSelector=${encodeURIComponent(labelSelector)}`}`;
}

export function objectPath({ kind, namespace, name }: Target): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}
