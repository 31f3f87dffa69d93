import type { DoctorReport, TargetReport } from '../../src/report/report.ts';
import type { Expectation } from '../../src/sandbox/scenario.ts';

/** What a report says in the words of an expectation; names sorted where their order says nothing. */
export function sayingOf(report: DoctorReport): Required<Expectation> {
  const [target] = report.targets;
  const checks = target?.checks ?? [];
  return {
    verdict: target?.verdict ?? 'undecided',
    exitCode: report.exitCode,
    rootCauses: target?.rootCauses ?? [],
    undecided: names(checks.flatMap(({ outcome, candidates }) => (outcome === 'undecided' ? (candidates ?? []).map(({ problem }) => problem) : []))),
    gaps: countingGaps(target),
    warnings: names(checks.flatMap(({ outcome, problem }) => (outcome === 'warn' ? (problem ?? []) : []))),
    consequences: names(checks.flatMap(({ outcome, role, problem }) => (outcome === 'fail' && role === 'consequence' ? (problem ?? []) : []))),
  };
}

/** Gaps that a verdict of undecided rests on. */
function countingGaps(target: TargetReport | undefined): readonly string[] {
  if (target === undefined || target.verdict !== 'undecided') return [];
  return names(
    target.checks.flatMap(({ outcome, counts, missing }) => (outcome === 'unknown' && counts !== false ? (missing ?? []).flatMap(({ problem }) => problem ?? []) : [])),
  );
}

function names(all: readonly string[]): readonly string[] {
  return [...new Set(all)].sort();
}

/** An expectation with everything it leaves out. */
export function complete(expected: Expectation): Required<Expectation> {
  return {
    ...expected,
    undecided: names(expected.undecided ?? []),
    gaps: names(expected.gaps ?? []),
    warnings: names(expected.warnings ?? []),
    consequences: names(expected.consequences ?? []),
  };
}
