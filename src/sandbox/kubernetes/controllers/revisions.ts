/** ControllerRevisions of StatefulSets and DaemonSets: which template a pod was made from. */
import { templateHash } from '../names.ts';
import { valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { amend, createOwned } from './context.ts';
import type { ControllerRun } from './context.ts';
import { templateOf } from './pods.ts';

export const revisionLabel = 'controller-revision-hash';

/** Name of the revision of the present template; made if it is new, numbered highest. */
export function currentRevision(run: ControllerRun, owner: StoredObject): { readonly name: string; readonly hash: string } {
  const template = templateOf(owner);
  const hash = templateHash(template);
  const name = `${owner.metadata.name}-${hash}`;
  const known = run.state.store.ownedBy(owner.metadata.uid, 'ControllerRevision');
  const highest = Math.max(0, ...known.map((each) => Number(each['revision'])));
  const found = known.find((each) => each.metadata.name === name);
  if (found === undefined) {
    createOwned(run, owner, {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name, labels: { ...template.metadata?.labels, [revisionLabel]: hash } },
      data: { spec: { template: { ...template, $patch: 'replace' } } },
      revision: highest + 1,
    });
  } else if (Number(found['revision']) < highest) {
    amend(run, found, (copy) => {
      copy['revision'] = highest + 1;
    });
  }
  return { name, hash };
}

/** The revision label of a pod's name, as its StatefulSet writes it. */
export function revisionOfPod(pod: StoredObject): string {
  return String(valueAt(pod, 'metadata.labels.controller-revision-hash') ?? '');
}
