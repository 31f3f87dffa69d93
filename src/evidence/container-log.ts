import { WireFailure } from '../wire/failure.ts';
import { known, type Answer } from './answer.ts';
import { defineQuestion } from './question.ts';
import { redactedLine } from './redacted-log.ts';
import type { ClusterRight } from './right.ts';

/** One line, in the words of whoever wrote it, without secrets. */
export interface LoggedLine {
  /** When the container runtime took it. */
  readonly at?: string;
  readonly text: string;
}

export type ContainerLogKey = {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the container that ran before the one that runs. */
  readonly previous: boolean;
  readonly lines: number;
};

export const readLogs: ClusterRight = { where: 'cluster', verb: 'get', group: '', resource: 'pods', subresource: 'log', scope: 'namespace', power: 'read', onlyFor: 'logs' };

/** What so many lines may come to: longer ones are of no error text. */
const mostBytes = 1024 * 1024;

/** The last lines of one container; none where it has not begun to run, or no other ran before it. */
export const containerLog = defineQuestion({
  name: 'container log',
  transient: true,
  rights: [readLogs],
  key: (key: ContainerLogKey) => key,
  async ask({ namespace, pod, container, previous, lines }, world): Promise<Answer<readonly LoggedLine[]>> {
    const query = new URLSearchParams({ container, tailLines: String(lines), limitBytes: String(mostBytes), timestamps: 'true', ...(previous ? { previous: 'true' } : {}) });
    try {
      const text = await world.kube.text(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log?${query}`);
      return known(text.split('\n').flatMap((line) => lineOf(line)));
    } catch (error) {
      if (hasWrittenNothing(error)) return known([]);
      throw error;
    }
  },
});

function lineOf(line: string): readonly LoggedLine[] {
  if (line === '') return [];
  const [, at, text] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) (.*)$/s.exec(line) ?? [];
  return [at === undefined || text === undefined ? { text: redactedLine(line) } : { at: `${at.slice(0, 19)}Z`, text: redactedLine(text) }];
}

/** The kubelet's words for a container that waits or had none before it; a pod that went meanwhile. */
function hasWrittenNothing(error: unknown): boolean {
  if (!(error instanceof WireFailure) || error.fault.kind !== 'status') return false;
  const { status, message } = error.fault;
  return status === 404 || (status === 400 && /is waiting to start: |^previous terminated container .* not found/.test(message));
}
