import { entrances } from '../../evidence/entrances.ts';
import { isLabelled } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import type { PodShape } from '../../evidence/subject.ts';
import { workload } from '../../evidence/workload.ts';
import { podVirtualNode } from '../../problems/pod/pod-virtual-node.ts';
import { podWindowsChown } from '../../problems/pod/pod-windows-chown.ts';
import { answer, defineCheck, fail, ok, skip } from '../check.ts';

export const placed = defineCheck({
  id: 'pod/placed',
  title: 'the nodes that the pods choose can give them a token',
  each: 'target',
  reads: [workload, answer(podGroups), entrances],
  problems: [podVirtualNode, podWindowsChown],
  run([{ owner, template }, groups, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const shape = template ?? (groups.state === 'known' ? groups.value[0]?.shape : undefined);
    if (shape === undefined) return skip('no template and no pod');
    if (!isLabelled(shape)) return skip('no token is asked for');
    if (shape.virtualNode === true) return fail(podVirtualNode, { owner });
    const user = shape.windows === 'chosen' ? oneUser(shape) : undefined;
    return user === undefined ? ok() : fail(podWindowsChown, { owner, user });
  },
});

/** The user that the kubelet gives a projected token to: that of all containers, where they have one and the same. */
function oneUser({ containers, runAsUser }: PodShape): number | undefined {
  const [first, ...others] = new Set(containers.map((container) => container.runAsUser ?? runAsUser));
  return others.length === 0 ? first : undefined;
}
