import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { hasStatus } from './api.ts';
import type { Api, StoredObject } from './api.ts';
import { until } from './deadline.ts';
import { crdsFor } from './secrets-store-crds.ts';

/** The manager that `kubectl apply --server-side` names. */
const fieldManager = 'kubectl';
const settleDeadlineMs = 30_000;
const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Server-side apply of one object; makes its namespace, and the Secrets Store CRDs, if they are missing. Throws WireFailure. */
export async function applyObject(api: Api, object: KubernetesObject): Promise<StoredObject> {
  await installCrds(api, object.apiVersion);
  const resource = await api.resources.locate(object.kind, object.apiVersion);
  const namespace = resource.namespaced ? (object.metadata.namespace ?? 'default') : undefined;
  if (namespace !== undefined) await ensureNamespace(api, namespace);
  const path = api.resources.path(resource, object.metadata.name, namespace);
  const stored = await api.call('PATCH', `${path}?fieldManager=${fieldManager}&force=true`, { body: object, contentType: 'application/apply-patch+yaml' });
  if (object.kind === 'Namespace' && object.apiVersion === 'v1') await defaultAccount(api, object.metadata.name);
  return stored as StoredObject;
}

/** Deletes one object and what it owns, without waiting; content if it is gone. Throws WireFailure. */
export async function deleteObject(api: Api, object: Pick<KubernetesObject, 'apiVersion' | 'kind' | 'metadata'>): Promise<void> {
  const resource = await api.resources.locate(object.kind, object.apiVersion);
  await api.remove(api.resources.path(resource, object.metadata.name, object.metadata.namespace), { propagationPolicy: 'Background' });
}

/** Makes a namespace unless it exists, and waits for its default service account. Throws WireFailure. */
export async function ensureNamespace(api: Api, name: string): Promise<void> {
  if ((await api.find(`/api/v1/namespaces/${name}`)) === undefined) {
    await api.call('POST', '/api/v1/namespaces', { body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } }).catch((error: unknown) => {
      if (!hasStatus(error, 409)) throw error;
    });
  }
  await defaultAccount(api, name);
}

/** Admission refuses pods until a controller has made the namespace's default account. */
async function defaultAccount(api: Api, namespace: string): Promise<void> {
  await until(`serviceaccount default of ${namespace}`, settleDeadlineMs, () => api.find(`/api/v1/namespaces/${namespace}/serviceaccounts/default`));
}

async function installCrds(api: Api, apiVersion: string): Promise<void> {
  for (const definition of crdsFor(apiVersion)) {
    if ((await api.find(`${crds}/${definition.metadata.name}`)) !== undefined) continue;
    await api.call('POST', crds, { body: definition });
    // Served is later than stored: discovery has the last word.
    await until(definition.metadata.name, settleDeadlineMs, () => {
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
    await until(`${metadata.name} to go`, settleDeadlineMs, async () => ((await api.find(path)) === undefined ? true : undefined));
  }
  api.resources.forget();
}
