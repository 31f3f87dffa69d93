import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { chooseCluster } from './chosen-cluster.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import { chooseUser } from './chosen-user.ts';
import type { ChosenUser } from './chosen-user.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { kubeconfigFiles } from './kubeconfig.ts';
import type { ClusterEntry, Kubeconfig, KubeconfigPlaces } from './kubeconfig.ts';
import { nearest } from './nearest.ts';

export interface Chosen {
  readonly context?: string | undefined;
  readonly namespace: string;
  readonly cluster: ChosenCluster;
  readonly user: ChosenUser;
}

export interface ChoiceInputs {
  readonly config: Kubeconfig;
  readonly flags: ConnectionFlags;
  readonly places: KubeconfigPlaces;
  /** Where a pod has its service account token; `token`, `ca.crt` and `namespace` are in it. */
  readonly serviceAccountDirectory: string;
}

/**
 * Which API server, as whom and in which namespace: context, then flags over it, then the pod we may run in.
 *
 * As client-go decides, with one difference: where kubectl falls back to `localhost:8080` because nothing is
 * configured, or because a context names a cluster that is not there, this says so. Throws KubeConfigError.
 */
export function choose(inputs: ChoiceInputs): Chosen {
  const { config, flags } = inputs;
  const contextName = flags.context || config.currentContext;
  const context = contextName === undefined ? undefined : config.contexts.get(contextName);
  if (contextName !== undefined && context === undefined) throw unknownContext(contextName, inputs);

  const clusterName = flags.cluster || context?.cluster;
  const userName = flags.user || context?.user || '';
  const clusterEntry = clusterName === undefined ? undefined : config.clusters.get(clusterName);
  const userEntry = config.users.get(userName);
  if (flags.cluster && clusterEntry === undefined) throw unknownName('cluster', flags.cluster, config.clusters.keys());
  if (flags.user && userEntry === undefined) throw unknownName('auth info', flags.user, config.users.keys());

  const mounted = inPod(inputs);
  const namespace = flags.namespace || context?.namespace || (mounted && podNamespace(inputs)) || 'default';
  const entry = clusterEntry ?? fallbackCluster(inputs, clusterName, contextName);
  if (entry === undefined) return { namespace, ...podIdentity(inputs) };

  const cluster = chooseCluster(clusterName ?? '', entry, flags);
  const secure = cluster.server.protocol === 'https:';
  if (secure && userName !== '' && userEntry === undefined && !flags.token && !flags.clientCertificate) {
    throw new KubeConfigError(
      `invalid configuration: user ${JSON.stringify(userName)} was not found for context ${JSON.stringify(contextName ?? '')}`,
      suggestion(userName, config.users.keys()) ?? 'see: kubectl config get-users',
    );
  }
  return { context: contextName, namespace, cluster, user: chooseUser(userName, userEntry, flags) };
}

/** What stands in for a cluster that the kubeconfig does not have; undefined means the pod's own API server. */
function fallbackCluster(inputs: ChoiceInputs, cluster: string | undefined, context: string | undefined): ClusterEntry | undefined {
  const { config, flags, places } = inputs;
  if (flags.server) return {};
  const master = places.env['KUBERNETES_MASTER'];
  if (master) return { server: master };
  if (context === undefined && inPod(inputs)) return undefined;
  if (cluster !== undefined) {
    throw new KubeConfigError(
      `invalid configuration: cluster ${JSON.stringify(cluster)} was not found for context ${JSON.stringify(context ?? '')}`,
      suggestion(cluster, config.clusters.keys()) ?? 'see: kubectl config get-clusters',
    );
  }
  if (context !== undefined) {
    throw new KubeConfigError(
      `invalid configuration: cluster was not specified for context ${JSON.stringify(context)}`,
      'add --cluster=NAME or --server=URL',
    );
  }
  if (config.contexts.size > 0) {
    throw new KubeConfigError('no context chosen: the kubeconfig sets no current-context', `add --context, one of: ${names(config)}`);
  }
  throw new KubeConfigError(
    `no configuration has been provided: no context in ${kubeconfigFiles(places).join(', ')}`,
    'set KUBECONFIG or --kubeconfig, or get a kubeconfig with: az aks get-credentials',
  );
}

function unknownContext(name: string, { config, flags }: ChoiceInputs): KubeConfigError {
  const message = flags.context
    ? `context ${JSON.stringify(name)} does not exist`
    : `invalid configuration: context was not found for specified context: ${name}`;
  const known = config.contexts.size > 0 ? `contexts there are: ${names(config)}` : 'the kubeconfig has no contexts';
  return new KubeConfigError(message, suggestion(name, config.contexts.keys()) ?? known);
}

function unknownName(what: string, name: string, known: Iterable<string>): KubeConfigError {
  return new KubeConfigError(`${what} ${JSON.stringify(name)} does not exist`, suggestion(name, known) ?? 'see: kubectl config view');
}

function suggestion(name: string, known: Iterable<string>): string | undefined {
  const near = nearest(name, known);
  return near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`;
}

function names(config: Kubeconfig): string {
  const all = [...config.contexts.keys()].sort();
  return all.length > 8 ? `${all.slice(0, 8).join(', ')} and ${all.length - 8} more` : all.join(', ');
}

function inPod({ places, serviceAccountDirectory }: ChoiceInputs): boolean {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = places.env;
  if (!host || !port) return false;
  return statSync(path.join(serviceAccountDirectory, 'token'), { throwIfNoEntry: false })?.isFile() ?? false;
}

function podNamespace({ places, serviceAccountDirectory }: ChoiceInputs): string | undefined {
  return places.env['POD_NAMESPACE'] || readOptional(path.join(serviceAccountDirectory, 'namespace'))?.trim() || undefined;
}

function podIdentity({ places, flags, serviceAccountDirectory }: ChoiceInputs): Pick<Chosen, 'cluster' | 'user'> {
  const host = places.env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = places.env['KUBERNETES_SERVICE_PORT'] ?? '';
  const authority = path.join(serviceAccountDirectory, 'ca.crt');
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const trusted = readOptional(authority)?.includes('-----BEGIN CERTIFICATE-----') ? { certificateAuthority: authority } : {};
  const tokenFile = flags.token?.reveal() ? undefined : path.join(serviceAccountDirectory, 'token');
  return {
    cluster: chooseCluster('in-cluster', { server, ...trusted }, flags),
    user: chooseUser('in-cluster', { tokenFile, asGroups: [], asUserExtra: new Map() }, flags),
  };
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
