import { loadKubeconfig, type Kubeconfig } from '../../kube/kubeconfig.ts';
import type { Host } from '../host.ts';
import type { Parsed } from '../parse.ts';

/** The kubeconfig that the line leads to. Throws KubeConfigError. */
export function kubeconfigOf(before: Parsed, { env, homeDirectory, platform }: Host): Kubeconfig {
  return loadKubeconfig({ env, homeDirectory, platform, explicit: before.value('kubeconfig') }).config;
}

/** Names of one kind in the kubeconfig, sorted. Throws KubeConfigError. */
export function kubeconfigNames(of: 'context' | 'cluster' | 'user', before: Parsed, host: Host): readonly string[] {
  const { contexts, clusters, users } = kubeconfigOf(before, host);
  const named = { context: contexts, cluster: clusters, user: users }[of];
  // one that looks like a flag would be read as one
  return [...named.keys()].filter((name) => !name.startsWith('-')).sort();
}
