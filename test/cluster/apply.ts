import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import type { Api } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { until } from './deadline.ts';
import { kedaCrdsFor } from './keda-crds.ts';
import { podIdentityCrdsFor } from './pod-identity-crds.ts';
import { crdsFor } from './secrets-store-crds.ts';

const deadlineMs = 60_000;
const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** `kubectl apply -f` of objects, client-side as most users do it. Throws with kubectl's words. */
export async function kubectlApply(plane: ControlPlane, objects: readonly KubernetesObject[]): Promise<void> {
  for (const apiVersion of new Set(objects.map((object) => object.apiVersion))) await installCrds(plane.api, apiVersion);
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const others = objects.filter(({ kind }) => kind !== 'Namespace');
  if (namespaces.length > 0) await runApply(plane, namespaces);
  // Admission refuses pods until a controller has made the namespace's default account.
  await Promise.all(
    namespaces.map(({ metadata: { name } }) => until(`serviceaccount default of ${name}`, deadlineMs, () => plane.api.find(`/api/v1/namespaces/${name}/serviceaccounts/default`))),
  );
  if (others.length > 0) await runApply(plane, others);
}

async function runApply(plane: ControlPlane, objects: readonly KubernetesObject[]): Promise<void> {
  const child = spawn(plane.binaries.kubectl, ['apply', '--kubeconfig', plane.adminKubeconfig, '-f', '-'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { HOME: plane.directory },
    signal: AbortSignal.timeout(deadlineMs),
  });
  child.stdin.end(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`kubectl apply: ${said.trim()}`);
}

/** Server-side apply of one object by the harness. Throws WireFailure. */
export async function applyObject(api: Api, object: KubernetesObject): Promise<void> {
  const path = await pathOf(api, object);
  await api.call('PATCH', `${path}?fieldManager=kubectl-wi-test&force=true`, { body: object, contentType: 'application/apply-patch+yaml' });
}

/** Deletes one object and what it owns, without waiting; content if it is gone. Throws WireFailure. */
export async function deleteObject(api: Api, object: KubernetesObject): Promise<void> {
  await api.remove(await pathOf(api, object), { propagationPolicy: 'Background' });
}

async function pathOf(api: Api, { apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
  return api.resources.path(await api.resources.locate(kind, apiVersion), metadata.name, metadata.namespace);
}

async function installCrds(api: Api, apiVersion: string): Promise<void> {
  for (const definition of [...crdsFor(apiVersion), ...podIdentityCrdsFor(apiVersion), ...kedaCrdsFor(apiVersion)]) {
    if ((await api.find(`${crds}/${definition.metadata.name}`)) !== undefined) continue;
    await api.call('POST', crds, { body: definition });
    // Served is later than stored: discovery has the last word.
    await until(definition.metadata.name, deadlineMs, () => {
      api.resources.forget();
      return api.resources.locate(definition.spec.names.kind, apiVersion);
    });
  }
}

/** Removes every CustomResourceDefinition, and waits until none is left. Throws WireFailure. */
export async function removeCrds(api: Api): Promise<void> {
  for (const { metadata } of await api.list(crds)) {
    const path = `${crds}/${metadata.name}`;
    await api.remove(path);
    await until(`${metadata.name} to go`, deadlineMs, async () => ((await api.find(path)) === undefined ? true : undefined));
  }
  api.resources.forget();
}
