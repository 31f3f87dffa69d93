import type { CheckResult, DoctorReport, TargetReport } from '../../../src/report/report.ts';
import type { LinkName } from '../../../src/chain/link.ts';
import { problems } from '../../../src/problems/registry.ts';
import type { Mutant } from './mutant.ts';

const linkOfProblem = new Map<string, LinkName>(problems.map(({ name, link }) => [name, link]));

/** What the doctor said wrongly of a world; undefined where it was right. */
export function misjudged({ fault }: Mutant, { targets, exitCode }: DoctorReport): string | undefined {
  const [target] = targets;
  if (target === undefined || targets.length > 1) return `${targets.length} targets`;
  if (fault === undefined) return alarm(target, exitCode);
  if (target.verdict === 'ok' || exitCode === 0) return `the verdict is ok, exit code ${exitCode}; warnings: ${saying(target, 'warn')}`;
  const { links, unseen = false } = fault.kind;
  const accused = accusedOf(target);
  const isOfLinks = (name: string): boolean => links.some((link) => link === linkOfProblem.get(name));
  const beside = target.rootCauses.filter((name) => !isOfLinks(name));
  if (links.length === 0 || (unseen && accused.length === 0)) return undefined;
  if (accused.some(isOfLinks) && beside.length === 0) return undefined;
  return `${target.verdict}, and accuses ${accused.map((name) => `${name} (${linkOfProblem.get(name)})`).join(', ') || 'nobody'}; gaps: ${gaps(target)}`;
}

function alarm(target: TargetReport, exitCode: number): string | undefined {
  const loud = target.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn');
  if (target.verdict === 'ok' && exitCode === 0 && loud.length === 0) return undefined;
  return `${target.verdict}, exit code ${exitCode}; fails: ${saying(target, 'fail')}; warnings: ${saying(target, 'warn')}; undecided: ${saying(target, 'undecided')}; gaps: ${gaps(target)}`;
}

function accusedOf(target: TargetReport): readonly string[] {
  const candidates = target.checks.flatMap((check) => (check.outcome === 'undecided' ? candidatesOf(check) : []));
  return [...new Set([...target.rootCauses, ...(target.rootCauses.length === 0 ? candidates : [])])];
}

function candidatesOf({ candidates = [] }: CheckResult): readonly string[] {
  return candidates.map(({ problem }) => problem);
}

function saying({ checks }: TargetReport, wanted: CheckResult['outcome']): string {
  const said = checks.filter(({ outcome }) => outcome === wanted).map((check) => `${check.id} ${check.problem ?? candidatesOf(check).join('/')}`);
  return said.join(', ') || 'none';
}

function gaps({ checks }: TargetReport): string {
  const counting = checks.filter(({ outcome, counts }) => outcome === 'unknown' && counts !== false);
  return counting.map(({ id, missing = [] }) => `${id} ${missing.map(({ needs }) => needs).join(' | ')}`).join(', ') || 'none';
}
