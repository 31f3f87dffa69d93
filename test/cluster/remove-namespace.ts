import type { Api } from './api.ts';
import { until } from './deadline.ts';

const deadlineMs = 30_000;

/**
 * Removes a namespace with all it holds, at once. Throws WireFailure.
 *
 * The namespace controller waits five seconds before it looks at a namespace that is being deleted
 * (`namespaceDeletionGracePeriod`), so this does the controller's work itself: empty it, then finalize it.
 */
export async function removeNamespace(api: Api, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  // From here on admission lets nobody make anything in it.
  await api.remove(path);
  const collections = (await api.resources.all()).filter(({ namespaced, verbs }) => namespaced && verbs.includes('deletecollection'));
  const paths = new Set(collections.map((resource) => api.resources.path(resource, undefined, name)));
  await Promise.all([...paths].map((each) => api.remove(each, { propagationPolicy: 'Background', ...(each.endsWith('/pods') ? { gracePeriodSeconds: 0 } : {}) })));
  await until(`pods of ${name} to go`, deadlineMs, async () => ((await api.list(`${path}/pods`)).length === 0 ? true : undefined));
  await until(`namespace ${name} to go`, deadlineMs, async () => {
    const left = await api.find(path);
    if (left === undefined) return true;
    // A conflict with the namespace controller is answered by the next look.
    await api.call('PUT', `${path}/finalize`, { body: { ...left, spec: { finalizers: [] } } });
    return undefined;
  });
}
