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

/** That others refuse the pod for what the webhook made of it; undefined where what they say has nothing to do with it. */
export function refusalOfPod(tried: Answer<DryRun>, owner: Owner, template: PodShape | undefined): Outcome | undefined {
  const said = tried.state === 'unknown' ? tried.gap.detail : undefined;
  if (said === undefined) return undefined;
  // the pod that was tried has a name that nobody will see again
  const message = said.replace(/^pods? "[^"]*" is (forbidden|invalid): /i, '');
  if (message.includes(proxyInitContainer)) return fail(proxyPrivilegedBlocked, { owner, message, refuser: refuserOf(message) });
  const copied = template?.tokenSources.find(({ volume }) => /^azure-(workload-identity-reserved-|identity-token$)/.test(volume));
  if (copied !== undefined && /volumeMounts\[\d+\]\.mountPath: Invalid value: "\/var\/run\/secrets\/azure\/[^"]*": must be unique/.test(message)) {
    return fail(podMountpathConflict, { owner, message, volume: copied.volume });
  }
  // the template has what the API server misses: somebody on the way has lost it
  const sidecar = template?.containers.find((container) => container.sidecar === true);
  if (sidecar !== undefined && /init containers without restartPolicy=Always/.test(message)) {
    return fail(webhookDropsUnknownFields, { owner, container: sidecar.name, message });
  }
  return undefined;
}
