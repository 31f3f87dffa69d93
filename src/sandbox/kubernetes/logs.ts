/** What containers wrote, as `pods/log` gives it: the API server judges the request, the kubelet has the text. */
import type { Step } from '../scenario.ts';
import { textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { isRecord, valueAt } from './objects.ts';
import type { StoredObject } from './objects.ts';
import type { ClusterState } from './state.ts';
import { badRequest, invalid } from './status.ts';
import type { FieldError } from './status.ts';

export type WrittenLog = Extract<Step, { do: 'log' }>;

/** Answers with the log of a container of this pod; throws an ApiFailure in the words of API server and kubelet. */
export function answerLog(state: ClusterState, pod: StoredObject, query: URLSearchParams): Answer {
  const errors = ['tailLines', 'limitBytes'].flatMap((field) => wrongNumber(field, query.get(field)));
  if (errors.length > 0) throw invalid('PodLogOptions', '', pod.metadata.name, errors);
  const container = containerOf(pod, query.get('container') ?? '');
  if (valueAt(pod, 'spec.nodeName') === undefined) return textAnswer(200, '');
  const previous = query.get('previous') === 'true';
  const written = state.logs.filter((log) => log.container === container && (log.previous ?? false) === previous && isOf(log, pod.metadata));
  const what = `container "${container}" in pod "${pod.metadata.name}"`;
  if (previous && written.length === 0) throw badRequest(`previous terminated ${what} not found`);
  const waiting = reasonOfWaiting(pod, container);
  if (!previous && written.length === 0 && waiting !== undefined) throw badRequest(`${what} is waiting to start: ${waiting}`);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: printed(written, query, Date.now()) };
}

/** Whether the step speaks of this pod: the names that controllers make begin with their own. */
export function isOf({ namespace, of }: Pick<WrittenLog, 'namespace' | 'of'>, pod: { readonly namespace?: string; readonly name: string }): boolean {
  return pod.namespace === namespace && (pod.name === of || pod.name.startsWith(`${of}-`));
}

/** The lines as the kubelet cuts them: the last ones first chosen, then so many bytes of them. */
export function printed(written: readonly Pick<WrittenLog, 'lines'>[], query: URLSearchParams, now: number): string {
  const lines = written.flatMap((log) => log.lines).toSorted((a, b) => b.ago - a.ago);
  const tail = query.get('tailLines');
  const last = tail === null ? lines : Number(tail) === 0 ? [] : lines.slice(-Number(tail));
  const stamped = query.get('timestamps') === 'true';
  const text = last.map(({ ago, text: line }) => `${stamped ? `${new Date(now - ago * 1000).toISOString().replace('Z', '000001Z')} ` : ''}${line}\n`).join('');
  const limit = query.get('limitBytes');
  return limit === null ? text : Buffer.from(text).subarray(0, Number(limit)).toString('utf8');
}

function wrongNumber(field: string, value: string | null): FieldError[] {
  if (value === null) return [];
  const [least, words] = field === 'tailLines' ? [0, 'greater than or equal to 0'] : [1, 'greater than 0'];
  return Number(value) >= least ? [] : [{ reason: 'FieldValueInvalid', field, message: `Invalid value: ${value}: must be ${words}` }];
}

function containerOf(pod: StoredObject, wanted: string): string {
  const { name } = pod.metadata;
  const names = (field: string): readonly string[] => {
    const containers = valueAt(pod, `spec.${field}`);
    return Array.isArray(containers) ? containers.filter(isRecord).map((each) => String(each['name'])) : [];
  };
  const [app, init] = [names('containers'), names('initContainers')];
  if (wanted === '') {
    const [only, ...others] = app;
    if (only !== undefined && others.length === 0 && init.length === 0) return only;
    const choice = `choose one of: [${app.join(' ')}]${init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`}`;
    throw badRequest(`a container name must be specified for pod ${name}, ${choice}`);
  }
  if (![...app, ...init].includes(wanted)) throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  return wanted;
}

function reasonOfWaiting(pod: StoredObject, container: string): string | undefined {
  const statuses = ['containerStatuses', 'initContainerStatuses'].flatMap((field) => {
    const all = valueAt(pod, `status.${field}`);
    return Array.isArray(all) ? all.filter(isRecord) : [];
  });
  const own = statuses.find((each) => each['name'] === container);
  const reason = valueAt(own, 'state.waiting.reason');
  // one that crashed wrote something before
  return typeof reason === 'string' && reason !== 'CrashLoopBackOff' ? reason : undefined;
}
