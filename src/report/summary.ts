import type { Cause } from './cause.ts';
import type { DoctorReport } from './report.ts';
import type { Row } from './row.ts';
import type { Standing } from './sentence.ts';
import type { Style } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap.ts';

/** Draws the last line: what was found, how long it took, where it was seen from. */
export function drawSummary(report: DoctorReport, causes: readonly Cause[], rows: readonly Row[], style: Style): string[] {
  const { targets, summary } = report;
  const skipped = summary.notChecked === 0 ? [] : [`${summary.notChecked} not checked`];
  const time = `in ${duration(report.durationMs)}`;
  if (targets.length === 0) return wrapText(['nothing to check', ...skipped, time].join(', '), style.width);
  const parts = [
    ...(targets.length > 1 ? [verdictsOf(report)] : []),
    problemsOf(causes),
    ...counted(causes.filter((cause) => cause.kind === 'warn').length, 'warning', 'warnings'),
    ...counted(causes.filter((cause) => cause.kind === 'undecided').length, 'undecided'),
    ...counted(standing(rows, 'gap'), 'not seen'),
    ...(targets.length > 1 ? [] : [
      ...counted(standing(rows, 'ok'), 'ok'),
      ...counted(standing(rows, 'after-mend'), 'ok after mending'),
      ...counted(standing(rows, 'waiting'), 'waiting'),
    ]),
    ...skipped,
    time,
    vantageOf(report),
  ];
  return wrapText(parts.join(', '), style.width);
}

function verdictsOf({ targets }: DoctorReport): string {
  const count = (verdict: string): number => targets.filter((target) => target.verdict === verdict).length;
  const kinds = [
    ...counted(count('ok'), 'ok'),
    ...counted(count('problems'), 'with problems'),
    ...counted(count('undecided'), 'undecided'),
  ];
  return `${targets.length} targets (${kinds.join(', ')})`;
}

function problemsOf(causes: readonly Cause[]): string {
  const roots = causes.filter((cause) => cause.kind === 'fail');
  const consequences = new Set(roots.flatMap((root) => root.consequences.map((check) => check.problem ?? check.id))).size;
  const follow = consequences === 0 ? '' : ` (${counted(consequences, 'consequence', 'consequences').join('')})`;
  return roots.length === 0 ? 'no problem found' : counted(roots.length, 'problem', 'problems').join('') + follow;
}

function standing(rows: readonly Row[], name: Standing): number {
  return rows.filter((row) => row.standing === name).length;
}

function counted(count: number, one: string, many = one): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function vantageOf({ targets }: DoctorReport): string {
  const seen = new Set(targets.flatMap((target) => target.checks.map((check) => check.vantage)));
  if (!seen.has('pod')) return 'seen from this machine';
  return seen.has('local') ? 'seen from this machine and from the pod' : 'seen from the pod';
}
