import { mountingPods, mountRecords } from '../../evidence/mounting-pods.ts';
import { systemLogs } from '../../evidence/system-logs.ts';
import { workload } from '../../evidence/workload.ts';
import { csiProviderEgress } from '../../problems/csi/csi-provider-egress.ts';
import { found, type FoundProblem } from '../../problems/problem.ts';
import type { MountRef } from '../../problems/secret-provider-class.ts';
import { answer, defineCheck, ok, skip, unseen } from '../check.ts';
import { mountErrorProblems, readMountError } from './mount-error.ts';
import { everyPodMounted, podsOf } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';

/** Seconds within which a line speaks of the mount that is tried now: the kubelet tries again every two minutes. */
const lately = 900;
const noWayOut = /dial tcp \S+: (i\/o timeout|connect: (connection refused|no route to host|network is unreachable))/;

export const loggedError = defineCheck({
  id: 'csi/logged-error',
  title: 'driver and provider have logged no error about these pods',
  each: 'mount',
  reads: [workload, answer(mountingPods), answer(mountRecords), answer(systemLogs)],
  problems: mountErrorProblems,
  onlyWith: 'logs',
  run([{ owner }, pods, records, read], { mount }) {
    if (pods.state !== 'known') return unseen(pods);
    const waiting = podsOf(mount, pods.value).filter(({ started }) => !started);
    // what pods were refused that have mounted since is over
    if (everyPodMounted(mount, pods, records) === true) return ok();
    if (waiting.length === 0) return skip('no pod waits for it');
    if (read.state !== 'known') return unseen(read);
    const { readAt, logs, gaps } = read.value;
    const ref = mountRef(mount, owner);
    const lines = logs
      .filter(({ podGroup }) => podGroup !== 'webhook')
      .flatMap((log) => log.lines)
      .filter(({ at, text }) => at !== undefined && Date.parse(readAt) - Date.parse(at) <= lately * 1000 && waiting.some(({ name }) => text.includes(name)));
    for (const { text } of lines.toReversed()) {
      const cause = causeOf(text, ref);
      if (cause !== undefined) return { outcome: 'fail', found: cause, basis: 'inferred' };
    }
    const [gap] = gaps;
    return gap === undefined ? ok() : unseen({ state: 'unknown', gap });
  },
});

/** What one line says for certain; words that fit several causes are those of the event, too. */
function causeOf(text: string, ref: MountRef): FoundProblem | undefined {
  if (noWayOut.test(text)) return found(csiProviderEgress, { ...ref, message: text.slice(0, 300) });
  const error = readMountError(text, ref);
  return error.at === 'mount' && error.candidates.length === 1 ? error.candidates[0] : undefined;
}
