import type { TargetReport } from './report.ts';

export type FailOn = 'error' | 'warning' | 'undecided' | 'never';

/** What can end a run beside what it found (contract, exit codes). */
export interface RunEvents {
  /** A bug of the tool. */
  readonly bug?: boolean;
  readonly signal?: 'SIGINT' | 'SIGTERM';
  readonly usage?: boolean;
  /** The cluster refused the caller's credentials, or there are none to be had. */
  readonly credentialsRefused?: boolean;
  /** The API server can't be reached. */
  readonly unreachable?: boolean;
  /** Which deadline has passed. */
  readonly elapsed?: 'timeout' | 'wait';
}

/** Decides the exit code of a run, the same for every format: 70, 130 or 143, 2, 4, 1, 124, 3, 0, the first that applies. */
export function exitCode(targets: readonly TargetReport[], failOn: FailOn, events: RunEvents = {}): number {
  if (events.bug === true) return 70;
  if (events.signal === 'SIGINT') return 130;
  if (events.signal === 'SIGTERM') return 143;
  if (events.usage === true) return 2;
  if (events.credentialsRefused === true) return 4;
  const failed = targets.some((target) => isProblem(target, failOn));
  if (failed && !(events.elapsed === 'wait' && targets.every(canHeal))) return 1;
  if (events.elapsed !== undefined) return 124;
  if (events.unreachable === true) return 3;
  return failOn !== 'never' && targets.some((target) => target.verdict === 'undecided') ? 3 : 0;
}

function isProblem(target: TargetReport, failOn: FailOn): boolean {
  switch (failOn) {
    case 'never':
      return false;
    case 'error':
      return target.verdict === 'problems';
    case 'warning':
    case 'undecided':
      return target.verdict === 'problems' || target.checks.some((check) => check.outcome === 'warn');
  }
}

/* `--wait` that ran out says 124 for what may still heal, and 1 for what never will. */
function canHeal(target: TargetReport): boolean {
  return target.checks.every((check) => check.outcome !== 'fail' || check.role === 'consequence' || check.heals === 'with-time');
}
