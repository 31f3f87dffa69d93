import * as z from 'zod';
import type { Api } from './api.ts';

/** By uid of the controller that could not create a pod: how often it said so. */
export type FailedCreates = ReadonlyMap<string, number>;

const event = z.looseObject({
  count: z.number().default(1),
  involvedObject: z.looseObject({ uid: z.string().default('') }),
});

const collections: Readonly<Record<string, string>> = { ReplicaSet: 'apis/apps/v1', StatefulSet: 'apis/apps/v1', DaemonSet: 'apis/apps/v1', Job: 'apis/batch/v1' };

/** What could not be created up to now, by the controllers' own events. */
export async function failedCreates(api: Api): Promise<FailedCreates> {
  const events = z.array(event).parse(await api.list('/api/v1/events?fieldSelector=reason%3DFailedCreate'));
  const counts = new Map<string, number>();
  for (const { count, involvedObject } of events) counts.set(involvedObject.uid, (counts.get(involvedObject.uid) ?? 0) + count);
  return counts;
}

/** The controllers that failed because of a change, by what had failed up to it. */
export function failedAnew(before: FailedCreates, now: FailedCreates): ReadonlySet<string> {
  const failed = [...now].filter(([uid, count]) => {
    const earlier = before.get(uid);
    // One more may be of an attempt that was under way when the change was made.
    return earlier === undefined || count > earlier + 1;
  });
  return new Set(failed.map(([uid]) => uid));
}

/** Has the controller look at an object again, by a change that leaves no trace. */
export async function retryNow(api: Api, kind: string, { name, namespace }: { readonly name: string; readonly namespace: string }): Promise<void> {
  const root = collections[kind];
  if (root === undefined) return;
  const path = `/${root}/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`;
  await api.patch(path, { metadata: { annotations: { 'kubectl-wi.test/retry': 'now' } } });
  await api.patch(path, { metadata: { annotations: { 'kubectl-wi.test/retry': null } } });
}
