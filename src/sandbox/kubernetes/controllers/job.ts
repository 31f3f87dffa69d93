import { valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { writeStatus } from './context.ts';
import type { ControllerRun } from './context.ts';
import { activePods, createPod, readyCount, templateOf } from './pods.ts';

/** Starts as many pods as may run at once; they run and never end, as a long job does. */
export function reconcileJob(run: ControllerRun, job: StoredObject): void {
  const suspended = valueAt(job, 'spec.suspend') === true;
  const number = (path: string) => Number(valueAt(job, path) ?? 1);
  const wanted = suspended ? 0 : Math.min(number('spec.parallelism'), number('spec.completions'));
  for (let count = activePods(run, job).length; count < wanted && !run.refused.has(job.metadata.uid); count += 1) {
    createPod(run, job, templateOf(job), { generateName: `${job.metadata.name}-` }, 'job-controller');
  }
  const pods = activePods(run, job);
  writeStatus(run, job, {
    ...(pods.length === 0 ? {} : { active: pods.length }),
    ready: readyCount(pods),
    startTime: job.metadata.creationTimestamp,
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(suspended ? { conditions: [{ type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }] } : {}),
  });
}
