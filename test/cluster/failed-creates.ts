import * as z from 'zod';
import type { Api } from './api.ts';

/** By uid of the controller that could not create a pod: the version of its newest event about it. */
export type FailedCreates = ReadonlyMap<string, string>;

const event = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  involvedObject: z.looseObject({ uid: z.string().default('') }),
});

const collections: Readonly<Record<string, string>> = { ReplicaSet: 'apis/apps/v1', StatefulSet: 'apis/apps/v1', DaemonSet: 'apis/apps/v1', Job: 'apis/batch/v1' };

/** What could not be created up to now, by the controllers' own events; a later failure of the same object has another version. */
export async function failedCreates(api: Api): Promise<FailedCreates> {
  const events = z.array(event).parse(await api.list('/api/v1/events?fieldSelector=reason%3DFailedCreate'));
  const newest = new Map<string, string>();
  for (const { metadata, involvedObject } of events) {
    const version = newest.get(involvedObject.uid);
    if (version === undefined || BigInt(version) < BigInt(metadata.resourceVersion)) newest.set(involvedObject.uid, metadata.resourceVersion);
  }
  return newest;
}

/** Has the controller look at an object again, by a change that leaves no trace. */
export async function retryNow(api: Api, kind: string, { name, namespace }: { readonly name: string; readonly namespace: string }): Promise<void> {
  const root = collections[kind];
  if (root === undefined) return;
  const path = `/${root}/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`;
  await api.patch(path, { metadata: { annotations: { 'kubectl-wi.test/retry': 'now' } } });
  await api.patch(path, { metadata: { annotations: { 'kubectl-wi.test/retry': null } } });
}
