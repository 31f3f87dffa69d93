import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject, Step } from '../../src/sandbox/scenario.ts';
import { hasStatus } from './api.ts';
import type { Api } from './api.ts';
import { deleteObject, kubectlApply, removeCrds } from './apply.ts';
import type { ControlPlane } from './control-plane.ts';
import { until } from './deadline.ts';
import { failedCreates } from './failed-creates.ts';
import { mountVolumes, warnOfPods } from './mount-volumes.ts';
import { removeNamespace } from './remove-namespace.ts';
import { settle } from './settle.ts';
import type { ClusterWebhook } from './webhook-server.ts';

export interface ScenarioCluster {
  readonly plane: ControlPlane;
  readonly webhook: ClusterWebhook;
}

export interface RanSteps {
  /** Removes what the steps made, and what was made of it; when it returns the next scenario finds a fresh cluster. */
  cleanUp(): Promise<void>;
}

/** Namespaces that cannot be deleted, or come with the control plane. */
const permanent = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);
const cleanUpDeadlineMs = 60_000;

/** Takes the steps one after the other, each when the controllers are done with the one before. Throws at a deadline or for a refused step, cleaned up. */
export async function runSteps(cluster: ScenarioCluster, steps: readonly Step[]): Promise<RanSteps> {
  const applied: KubernetesObject[] = [];
  const cleanUp = (): Promise<void> => removeAll(cluster, applied);
  try {
    for (const step of steps) {
      const failed = await failedCreates(cluster.plane.api);
      await takeStep(cluster, step, applied);
      // While the webhook changes, controllers go on failing by its old state: what counts comes after.
      await settle(cluster.plane, step.do === 'webhook' ? await failedCreates(cluster.plane.api) : failed);
    }
  } catch (error) {
    await cleanUp();
    throw error;
  }
  return { cleanUp };
}

async function takeStep({ plane, webhook }: ScenarioCluster, step: Step, applied: KubernetesObject[]): Promise<void> {
  const { api, node } = plane;
  switch (step.do) {
    case 'apply':
      applied.push(...step.objects);
      return kubectlApply(plane, step.objects);
    case 'patch':
      await api.patch(`${await pathOf(api, step)}${step.subresource === undefined ? '' : `/${step.subresource}`}?fieldManager=kubectl-patch`, step.patch);
      return;
    case 'status':
      await api.patch(`${await pathOf(api, step)}/status?fieldManager=kubectl-patch`, { status: step.status });
      return;
    case 'delete': {
      const path = await pathOf(api, step);
      await api.remove(path, { propagationPolicy: 'Background' });
      return until(`${step.kind} ${step.name} to go`, cleanUpDeadlineMs, async () => ((await api.find(path)) === undefined ? true : undefined)).then(() => undefined);
    }
    case 'webhook':
      // The API server's times have whole seconds: who comes after the pods must come in a later one, or nobody could tell.
      if (applied.length > 0) await sleep(1000 - (Date.now() % 1000));
      return webhook.become(step.state);
    case 'mount':
      return mountVolumes(api, step);
    case 'log':
      node.logs.write(step);
      return;
    case 'added-container':
      throw new Error('no container runs here');
    case 'event':
      return warnOfPods(api, step);
    case 'pods':
      return node.become(step.become);
  }
}

async function pathOf(api: Api, { kind, name, namespace }: { readonly kind: string; readonly name: string; readonly namespace?: string }): Promise<string> {
  return api.resources.path(await api.resources.locate(kind), name, namespace);
}

async function removeAll({ plane, webhook }: ScenarioCluster, applied: readonly KubernetesObject[]): Promise<void> {
  const { api, node } = plane;
  await webhook.become('absent');
  node.become('ready');
  node.logs.clear();
  const failed = await failedCreates(api);
  // What makes pods goes first, so that nothing is made again of what follows.
  for (const object of applied.toReversed()) await deleteObject(api, object).catch(ignoreNoSuchKind);
  const namespaces = (await api.list('/api/v1/namespaces')).map(({ metadata }) => metadata.name).filter((name) => !permanent.has(name));
  await Promise.all(namespaces.map((name) => removeNamespace(api, name)));
  await Promise.all([removeFromPermanent(api), removeCrds(api)]);
  await settle(plane, failed, cleanUpDeadlineMs);
}

/** The kind of a custom resource may have gone with its definition. */
function ignoreNoSuchKind(error: unknown): void {
  if (!(error instanceof Error && /serves no/.test(error.message)) && !hasStatus(error, 404)) throw error;
}

/** In namespaces that stay, old events would be read as news of the next scenario. */
async function removeFromPermanent(api: Api): Promise<void> {
  await Promise.all([...permanent].map((name) => api.remove(`/api/v1/namespaces/${name}/events`)));
}
