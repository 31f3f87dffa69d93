import { known, type Answer } from './answer.ts';
import { listedPods, podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import type { ContainerState, Target, TargetSubject } from './subject.ts';
import { workload } from './workload.ts';

/** A container of one of the target's pods, with what it does at this moment. */
export type PodContainerState = ContainerState & { readonly pod: string; readonly podGroup: string };

/** What each container of the target's pods does: it runs since then, or waits for this. */
export const containerStates = defineQuestion({
  name: 'container states',
  rights: listedPods.rights,
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world): Promise<Answer<readonly PodContainerState[]>> {
    const [groups, { selector = '' }] = await Promise.all([world.need(podGroups, target), world.need(workload, target)]);
    const listed = await world.need(listedPods, { namespace: target.namespace, selector });
    const byName = new Map(listed.map(({ name, states }) => [name, states]));
    return known(groups.flatMap(({ id, pods }) => pods.flatMap((pod) => (byName.get(pod) ?? []).map((state) => ({ ...state, pod, podGroup: id })))));
  },
});
