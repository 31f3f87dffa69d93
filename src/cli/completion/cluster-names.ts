import type { WorkloadKind } from '../../evidence/subject.ts';
import { collectionPath } from '../../evidence/workload-collections.ts';
import { connectKube, type KubeApi } from '../../kube/api.ts';
import { connectionOf } from '../connection.ts';
import { durationMs } from '../duration.ts';
import type { Host } from '../host.ts';
import type { Parsed } from '../parse.ts';
import { objectName } from '../targets.ts';
import { build } from '../version.ts';
import { only, type Answer, type Choice } from './answer.ts';
import { kubeconfigOf } from './kubeconfig-names.ts';

/** With the start of the process this keeps an answer within 200 ms, what people take for at once. */
const patience = '150ms';
/** For a cluster that is far away, or a plugin that takes its time. */
const patienceVariable = 'KUBECTL_WI_COMPLETION_TIMEOUT';

/** Names of the objects of a kind in the namespace of the line, as far as the cluster tells them in time; throws where it tells none. */
export async function objectsOf(kind: WorkloadKind, before: Parsed, host: Host): Promise<Answer> {
  return only(await namesAt(({ target }) => collectionPath(kind, target.namespace), before, host));
}

/** Namespaces of the cluster; those that the contexts name where it tells none. */
export async function namespaces(before: Parsed, host: Host): Promise<Answer> {
  try {
    return only(await namesAt(() => '/api/v1/namespaces', before, host));
  } catch (error) {
    const inContexts = [...kubeconfigOf(before, host).contexts.values()].flatMap(({ namespace = '' }) => (objectName.test(namespace) ? [{ text: namespace }] : []));
    if (inContexts.length === 0) throw error;
    return only(inContexts);
  }
}

/** Only well-formed names: what is chosen stands in a command line. */
async function namesAt(pathOf: (kube: KubeApi) => string, before: Parsed, host: Host): Promise<readonly Choice[]> {
  const found: Choice[] = [];
  let kube: KubeApi | undefined;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), durationMs(host.env[patienceVariable] ?? patience, patienceVariable));
  try {
    const { env, homeDirectory, platform, arch } = host;
    const signal = AbortSignal.any([host.signal, stop.signal]);
    const options = { env, homeDirectory, platform, arch, version: build.version, flags: connectionOf(before), signal };
    kube = connectKube({ ...options, stdinIsTerminal: false, pluginStderr: 'ignore', unattended: true });
    for await (const names of kube.names(pathOf(kube))) found.push(...names.flatMap((text) => (objectName.test(text) ? [{ text }] : [])));
    return found;
  } catch (error) {
    // the pages that came are better than none
    if (found.length === 0) throw error;
    return found;
  } finally {
    clearTimeout(timer);
    kube?.close();
  }
}
