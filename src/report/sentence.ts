import { linkOfCheck } from './links.ts';
import type { CheckResult, MissingEvidence, TargetReport } from './report.ts';

/** The forms of an outcome that a person tells apart, the worst first. */
export const standings = ['fail', 'undecided', 'gap', 'warn', 'waiting', 'after-mend', 'ok', 'aside', 'skip'] as const;

/**
 * `gap`: not seen, and it matters. `waiting`: not tried, because something before it is not right.
 * `after-mend`: seen, but with values the pod will only have once it is mended. `aside`: open, and it does not matter.
 */
export type Standing = (typeof standings)[number];

/** Sorts a result into its standing. */
export function standingOf(check: CheckResult): Standing {
  switch (check.outcome) {
    case 'ok':
      return check.basis === 'after-mend' ? 'after-mend' : 'ok';
    case 'undecided':
      return check.counts === false ? 'aside' : 'undecided';
    case 'unknown':
      if (check.counts === false) return 'aside';
      return isBlocked(check) ? 'waiting' : 'gap';
    default:
      return check.outcome;
  }
}

function isBlocked(check: CheckResult): boolean {
  const missing = check.missing ?? [];
  return missing.length > 0 && missing.every((gap) => gap.reason === 'blocked');
}

/** Says a result in one sentence, without the full stop. */
export function sentenceOf(check: CheckResult, target: TargetReport): string {
  return bare(sentence(check, target));
}

function sentence(check: CheckResult, target: TargetReport): string {
  switch (standingOf(check)) {
    case 'fail':
    case 'warn':
      return faultSentence(check, target);
    case 'undecided':
      return undecidedSentence(check);
    case 'gap':
      return gapSentence((check.missing ?? []).filter((gap) => gap.reason !== 'blocked'));
    case 'waiting':
      return `waits for ${distinct((check.missing ?? []).map(blocker)).join(' and ')}`;
    case 'after-mend':
      {
        const mends = list(mendedBefore(check, target), 'and');
        return mends === '' ? 'works as a new pod would do it' : `would work after ${mends}`;
      }
    case 'ok':
      if (check.provedBy !== undefined) return `proved by the ${linkOfCheck(check.provedBy)}, not read`;
      return check.note ?? check.title;
    case 'aside':
      return check.note ?? 'not seen, and not needed';
    case 'skip':
      return check.because ?? 'does not apply';
  }
}

function faultSentence(check: CheckResult, target: TargetReport): string {
  if (check.role === 'consequence') {
    const roots = (check.of ?? []).map((problem) => codeOf(problem, target));
    const said = bare(check.note ?? check.what ?? check.problem ?? check.title);
    return roots.length === 0 ? said : `${said}, follows from ${list(distinct(roots), 'and')}`;
  }
  const later = check.basis === 'after-mend' ? `, even after ${list(mendedBefore(check, target), 'and') || 'mending'}` : '';
  return `${check.code ?? 'WI???'}  ${bare(check.note ?? check.problem ?? check.title)}${later}`;
}

function undecidedSentence(check: CheckResult): string {
  const codes = list(distinct((check.candidates ?? []).map((candidate) => candidate.code)), 'or');
  return codes === '' ? 'undecided' : `undecided: ${codes}`;
}

/** Says what was not seen and what would close the gap. */
export function gapSentence(missing: readonly MissingEvidence[]): string {
  if (missing.length === 0) return 'not seen';
  return distinct(missing.map(gapPhrase)).join('; ');
}

function gapPhrase(gap: MissingEvidence): string {
  switch (gap.reason) {
    case 'forbidden':
      return `not seen: needs ${gap.needs}`;
    case 'unreachable':
      return `not seen, unreachable: ${gap.needs}`;
    case 'timeout':
      return `not seen, no answer in time: ${gap.needs}`;
    case 'not-asked':
      return `not asked: ${gap.needs}`;
    case 'blocked':
      return `waits for ${blocker(gap)}`;
  }
}

function blocker(gap: MissingEvidence): string {
  return gap.blockedBy === undefined ? gap.needs : linkOfCheck(gap.blockedBy);
}

/* The mends that the values of an after-mend result presuppose: those it names, else the roots before it. */
function mendedBefore(check: CheckResult, target: TargetReport): string[] {
  if (check.of !== undefined && check.of.length > 0) return check.of.map((problem) => codeOf(problem, target));
  const before = target.checks.slice(0, target.checks.indexOf(check));
  return distinct(before.filter(isRoot).flatMap((root) => (root.code !== undefined && root.link !== check.link ? [root.code] : [])));
}

/** Whether a result is a fault of its own, not a consequence of another. */
export function isRoot(check: CheckResult): boolean {
  return check.outcome === 'fail' && check.role !== 'consequence';
}

function codeOf(problem: string, target: TargetReport): string {
  return target.checks.find((check) => check.problem === problem)?.code ?? problem;
}

/** Joins words as in a sentence: `a, b and c`. */
export function list(words: readonly string[], last: 'and' | 'or'): string {
  const end = words.at(-1) ?? '';
  return words.length < 2 ? end : `${words.slice(0, -1).join(', ')} ${last} ${end}`;
}

/** Leaves each value once, in order. */
export function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Drops the full stop at the end. */
export function bare(text: string): string {
  return text.replace(/\.\s*$/, '');
}
