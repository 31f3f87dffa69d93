import { podsCounted } from '../admission.ts';
import { isRecord, valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { writeStatus } from './context.ts';
import type { ControllerRun } from './context.ts';

/** Writes how many pods are used of what the quota allows; other resources count as unused. */
export function reconcileQuota(run: ControllerRun, quota: StoredObject): void {
  const hard = valueAt(quota, 'spec.hard');
  if (!isRecord(hard)) return;
  const used = Object.keys(hard).map((key) => {
    const counted = key === 'pods' || key === 'count/pods';
    return [key, counted ? String(podsCounted(run.state, quota.metadata.namespace ?? '')) : '0'];
  });
  writeStatus(run, quota, { hard, used: Object.fromEntries(used) });
}
