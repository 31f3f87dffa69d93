/** Which errors the containers of a subject have logged, newest first. */
import type { TargetLog, TargetLogs } from '../../evidence/target-logs.ts';
import type { Login, Owner } from '../../evidence/subject.ts';
import type { Logged } from '../../problems/logged.ts';
import { readLog, type LogFinding } from '../../problems/read-log.ts';

export interface LoggedLine {
  readonly logged: Logged;
  /** Seconds before the log was read; undefined for a line without a time. */
  readonly seconds?: number;
}

export interface LoggedError extends LoggedLine {
  readonly finding: LogFinding;
}

/** Every known error in these logs: each text once, where it stands last in any of them. */
export function loggedErrors({ readAt, logs }: TargetLogs, owner: Owner, isOwn: (log: TargetLog) => boolean): readonly LoggedError[] {
  const errors = logs.filter(isOwn).flatMap((log) => errorsOf(log, readAt, owner));
  const newest = new Map<string, LoggedError>();
  for (const error of errors.toSorted(byAge)) {
    const key = error.finding.entra === undefined ? error.finding.problems.join() || error.finding.text : String(error.finding.entra.aadsts);
    if (!newest.has(key)) newest.set(key, error);
  }
  return [...newest.values()];
}

/** Newest first. */
export function byAge(a: LoggedLine, b: LoggedLine): number {
  return (a.seconds ?? 0) - (b.seconds ?? 0);
}

function errorsOf(log: TargetLog, readAt: string, owner: Owner): readonly LoggedError[] {
  const { findings, unknown } = readLog(log.lines.map(({ text }) => text).join('\n'), 'last');
  const others = unknown.map(({ line, text }): LogFinding => ({ problems: [], line, text, groups: {} }));
  return [...findings, ...others].map((finding) => ({ finding, ...placed(log, finding, readAt, owner) }));
}

/** A line with where it stands and how old it is. */
export function placed({ pod, container, previous, lines }: TargetLog, { line, text, groups }: Pick<LogFinding, 'line' | 'text' | 'groups'>, readAt: string, owner: Owner): LoggedLine {
  const at = lines[line - 1]?.at;
  const seconds = at === undefined ? undefined : Math.max(0, Math.floor((Date.parse(readAt) - Date.parse(at)) / 1000));
  const logged: Logged = { owner, pod, container, previous, ...(seconds === undefined ? {} : { age: ageOf(seconds) }), text, groups };
  return { logged, ...(seconds === undefined ? {} : { seconds }) };
}

/** `40 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. */
function ageOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 2 * 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} days ago`;
}

/** Seconds within which a refusal speaks of what is so now. */
export const lately = 900;
/** Of what the application brings about itself: nothing outside of it can have mended that, and it would have said so again. */
export const latelyOfItsOwn = 3600;

/** Whether a container wrote it that signs in so. */
export function isOfLogin({ podGroups, containers }: Login): (log: Pick<TargetLog, 'podGroup' | 'container'>) => boolean {
  return ({ podGroup, container }) => podGroups.includes(podGroup) && containers.includes(container);
}

/** Whether the application may still run into it, as far as a log can tell. */
export function isFresh({ seconds }: LoggedLine, within: number): boolean {
  return seconds === undefined || seconds <= within;
}
