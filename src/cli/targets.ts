import type { WorkloadKind } from '../evidence/subject.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** Names by which kubectl takes each kind, its own name first. */
export const kindNames: { readonly [kind in WorkloadKind]: readonly string[] } = {
  pod: ['pod', 'pods', 'po'],
  deployment: ['deployment', 'deployments', 'deploy', 'deployment.apps', 'deployments.apps'],
  statefulset: ['statefulset', 'statefulsets', 'sts', 'statefulset.apps', 'statefulsets.apps'],
  daemonset: ['daemonset', 'daemonsets', 'ds', 'daemonset.apps', 'daemonsets.apps'],
  replicaset: ['replicaset', 'replicasets', 'rs', 'replicaset.apps', 'replicasets.apps'],
  job: ['job', 'jobs', 'job.batch', 'jobs.batch'],
  cronjob: ['cronjob', 'cronjobs', 'cj', 'cronjob.batch', 'cronjobs.batch'],
  serviceaccount: ['serviceaccount', 'serviceaccounts', 'sa'],
  secretproviderclass: ['secretproviderclass', 'secretproviderclasses', 'secretproviderclass.secrets-store.csi.x-k8s.io', 'secretproviderclasses.secrets-store.csi.x-k8s.io'],
};

export const objectName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

export interface NamedTarget {
  readonly kind: WorkloadKind;
  readonly name: string;
  /** Absent: that of the context or of `-n`. */
  readonly namespace?: string;
}

/** `TYPE/NAME…` or `TYPE NAME…`, as kubectl takes them. Throws UsageError naming the word. */
export function readTargets(words: readonly string[], commandName: string): readonly NamedTarget[] {
  const [first, ...rest] = words;
  if (first === undefined) throw new UsageError('name a target: TYPE/NAME', `for example ${commandName} doctor deployment/NAME`);
  if (words.some((word) => word.includes('/'))) {
    return words.map((word) => {
      const [type = '', name = '', more] = word.split('/');
      if (more !== undefined || name === '' || type === '') throw new UsageError(`"${word}" is not TYPE/NAME`, 'either all targets are TYPE/NAME, or TYPE is followed by names');
      return { kind: kindOf(type), name: checkedName(name) };
    });
  }
  const kind = kindOf(first);
  if (rest.length === 0) throw new UsageError(`name the ${kind} to look at`, `for example ${commandName} doctor ${kind}/NAME`);
  return rest.map((name) => ({ kind, name: checkedName(name) }));
}

/** Targets of `bind` and `unbind`: what has a service account. Throws UsageError naming the word. */
export function readBindable(words: readonly string[], commandName: string): readonly NamedTarget[] {
  const targets = readTargets(words, commandName);
  const mounted = targets.find(({ kind }) => kind === 'secretproviderclass');
  if (mounted !== undefined) throw new UsageError(`secretproviderclass/${mounted.name} has no service account that could be bound`, 'name the workload that mounts it');
  return targets;
}

export function kindOf(word: string): WorkloadKind {
  const lower = word.toLowerCase();
  for (const [kind, names] of Object.entries(kindNames)) {
    if (names.includes(lower)) return kind as WorkloadKind;
  }
  const near = nearest(lower, Object.values(kindNames).flat());
  throw new UsageError(
    `"${word}" is no type this tool can look at`,
    near === undefined ? `types: ${Object.keys(kindNames).join(', ')}` : `did you mean ${near}?`,
  );
}

function checkedName(name: string): string {
  if (!objectName.test(name)) throw new UsageError(`"${name}" is no name of a Kubernetes object`);
  return name;
}
