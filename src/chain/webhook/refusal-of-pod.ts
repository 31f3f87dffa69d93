import type { Answer } from '../../evidence/answer.ts';
import { refuserOf, type DryRun } from '../../evidence/dry-run.ts';
import type { Owner, PodShape } from '../../evidence/subject.ts';
import { proxyInitContainer } from '../../evidence/workload-identity-keys.ts';
import { podMountpathConflict } from '../../problems/pod/pod-mountpath-conflict.ts';
import type { AnyProblem } from '../../problems/problem.ts';
import { proxyPrivilegedBlocked } from '../../problems/webhook/proxy-privileged-blocked.ts';
import { webhookDropsUnknownFields } from '../../problems/webhook/webhook-drops-unknown-fields.ts';
import { fail, type Outcome } from '../check.ts';

export const podRefusalProblems: readonly AnyProblem[] = [proxyPrivilegedBlocked, podMountpathConflict, webhookDropsUnknownFields];

/** Volumes that the webhook adds. */
const injected = /^azure-(workload-identity-reserved-|identity-token$)/;

/** What the template has at the path of the webhook, or has from it under another. */
function ownVolumeAt(path: string, template: PodShape | undefined): string | undefined {
  const mounted = template?.containers.flatMap(({ mounts }) => mounts).find((mount) => mount.path === path)?.volume;
  return mounted ?? template?.tokenSources.find(({ volume }) => injected.test(volume))?.volume;
}

/** That others refuse the pod for what the webhook made of it; undefined where what they say has nothing to do with it. */
export function refusalOfPod(tried: Answer<DryRun>, owner: Owner, template: PodShape | undefined): Outcome | undefined {
  const said = tried.state === 'unknown' ? tried.gap.detail : undefined;
  if (said === undefined) return undefined;
  // the pod that was tried has a name that nobody will see again
  const message = said.replace(/^pods? "[^"]*" is (forbidden|invalid): /i, '');
  if (message.includes(proxyInitContainer)) return fail(proxyPrivilegedBlocked, { owner, message, refuser: refuserOf(message) });
  const twice = /volumeMounts\[\d+\]\.mountPath: Invalid value: "(\/var\/run\/secrets\/azure\/[^"]*)": must be unique/.exec(message)?.[1];
  const volume = twice === undefined ? undefined : ownVolumeAt(twice, template);
  if (volume !== undefined) return fail(podMountpathConflict, { owner, message, volume, copied: injected.test(volume) });
  // the template has what the API server misses: somebody on the way has lost it
  const sidecar = template?.containers.find((container) => container.sidecar === true);
  if (sidecar !== undefined && /init containers without restartPolicy=Always/.test(message)) {
    return fail(webhookDropsUnknownFields, { owner, container: sidecar.name, message });
  }
  return undefined;
}
