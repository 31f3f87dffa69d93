import type { Answer } from '../../evidence/answer.ts';
import { mountingPods, podMountEvents, type MountingPod } from '../../evidence/mounting-pods.ts';
import { podGroups } from '../../evidence/pods.ts';
import { workload } from '../../evidence/workload.ts';
import { tokenKubeletCannotMint } from '../../problems/token/token-kubelet-cannot-mint.ts';
import { answer, defineCheck, fail, ok, skip, unseen, when } from '../check.ts';

/** The kubelet's words are worth a look only where a pod is on a node and has not begun. */
function somePodWaits(pods: Answer<readonly MountingPod[]>): boolean {
  return pods.state === 'known' && pods.value.some(isWaiting);
}

function isWaiting({ node, started }: MountingPod): boolean {
  return node !== undefined && !started;
}

export const handedOut = defineCheck({
  id: 'token/handed-out',
  title: 'the kubelet is given tokens for the pods',
  each: 'target',
  reads: [answer(mountingPods), when(podMountEvents, somePodWaits, mountingPods), answer(podGroups), workload],
  problems: [tokenKubeletCannotMint],
  run([pods, events, groups, { owner }]) {
    if (pods.state !== 'known') return unseen(pods);
    if (pods.value.length === 0) return skip('there is no pod');
    const waiting = pods.value.filter(isWaiting);
    if (waiting.length === 0) return ok();
    if (events.state !== 'known') return unseen(events);
    const refused = events.value.find(({ podUid, message }) => /^MountVolume\.SetUp failed for volume "[^"]+" : failed to fetch token: /.test(message) && waiting.some(({ uid }) => uid === podUid));
    if (refused === undefined) return ok('no pod waits for one');
    const stopped = waiting.filter(({ uid }) => events.value.some(({ podUid, message }) => podUid === uid && message.includes(' : failed to fetch token: ')));
    const account = groups.state === 'known' ? groups.value.find(({ id }) => id === stopped[0]?.podGroup)?.shape.serviceAccount : undefined;
    return fail(tokenKubeletCannotMint, { owner, pods: stopped.map(({ name }) => name), account: account ?? 'default', message: refused.message.slice(0, 500) }, { basis: 'proved' });
  },
});
