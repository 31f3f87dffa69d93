import { known, unknown, type Answer, type Gap } from './answer.ts';
import { containerLog, readLogs, type LoggedLine } from './container-log.ts';
import { podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import type { Target, TargetSubject } from './subject.ts';

export interface TargetLog {
  readonly podGroup: string;
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
  readonly lines: readonly LoggedLine[];
}

export interface TargetLogs {
  /** By this machine's clock, to tell the age of a line. */
  readonly readAt: string;
  readonly logs: readonly TargetLog[];
  /** What of it could not be read. */
  readonly gaps: readonly Gap[];
}

/** Pods of a group, newest first: alike as they are, one may still log what the others do not. */
const mostPods = 3;

type TargetLogsKey = { readonly target: Target; readonly lines: number | null };

/** What the containers of the target have logged last, in the pods of today and before their last restart. */
export const targetLogs = defineQuestion({
  name: 'logs of the containers',
  transient: true,
  rights: [readLogs],
  key: ({ target, wishes }: TargetSubject): TargetLogsKey => ({ target, lines: wishes.logLines ?? null }),
  async ask({ target, lines }, world): Promise<Answer<TargetLogs>> {
    if (lines === null) return unknown({ reason: 'not-asked', needs: 'a run with --logs' });
    const groups = await world.need(podGroups, target);
    const wanted = groups.flatMap(({ id, pods, shape }) =>
      pods.slice(0, mostPods).flatMap((pod) => shape.containers.flatMap(({ name }) => [false, true].map((previous) => ({ podGroup: id, pod, container: name, previous })))),
    );
    const asked = await Promise.all(
      wanted.map(async (one) => ({ ...one, answer: await world.get(containerLog, { namespace: target.namespace, pod: one.pod, container: one.container, previous: one.previous, lines }) })),
    );
    return known({
      readAt: world.clock.now().toISOString(),
      logs: asked.flatMap(({ answer, ...one }) => (answer.state === 'known' && answer.value.length > 0 ? [{ ...one, lines: answer.value }] : [])),
      gaps: asked.flatMap(({ answer }) => (answer.state === 'unknown' ? answer.gap : [])),
    });
  },
});
