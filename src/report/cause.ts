import type { CheckResult, ReportStep, TargetReport } from './report.ts';
import { distinct, isRoot, standingOf } from './sentence.ts';

/** One fault, however many subjects and targets show it. */
export interface Cause {
  readonly kind: 'fail' | 'warn' | 'undecided';
  /** The first result that shows it; the others say the same. */
  readonly check: CheckResult;
  readonly targets: readonly TargetReport[];
  /** Which of the subjects show it, e.g. `in 2 of 3 pods`; empty where all do. */
  readonly where: string;
  /** What mends it, or, where it is undecided, what would tell. */
  readonly steps: readonly ReportStep[];
  readonly consequences: readonly CheckResult[];
}

interface Sighting {
  readonly target: TargetReport;
  readonly check: CheckResult;
}

/** Gathers the faults of some targets: roots in the order to mend them, then what is undecided, then warnings. */
export function causesOf(targets: readonly TargetReport[]): Cause[] {
  const groups = new Map<string, Sighting[]>();
  for (const target of targets) {
    for (const check of sorted(target)) {
      const key = keyOf(check);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ target, check }]);
      else group.push({ target, check });
    }
  }
  return [...groups.values()].flatMap((sightings) => causeOf(sightings) ?? []).toSorted((left, right) => kinds.indexOf(left.kind) - kinds.indexOf(right.kind));
}

const kinds = ['fail', 'undecided', 'warn'] as const;

function kindOf(check: CheckResult): Cause['kind'] | undefined {
  if (isRoot(check)) return 'fail';
  const standing = standingOf(check);
  // what follows from a finding that has a block of its own keeps its row, and gets no second alarm
  if (standing === 'warn' && check.role === 'consequence') return undefined;
  return standing === 'undecided' || standing === 'warn' ? standing : undefined;
}

function sorted(target: TargetReport): CheckResult[] {
  const rank = (check: CheckResult): number => {
    const at = target.rootCauses.indexOf(check.problem ?? '');
    return at < 0 ? target.rootCauses.length : at;
  };
  return target.checks.filter((check) => kindOf(check) !== undefined).toSorted((left, right) => rank(left) - rank(right));
}

/* The same problem with the same data says the same and shows the same; commands may name another target. */
function keyOf(check: CheckResult): string {
  return JSON.stringify([
    check.outcome,
    check.problem,
    check.what,
    check.evidence,
    check.candidates?.map((candidate) => [candidate.problem, candidate.what]),
  ]);
}

function causeOf(sightings: readonly Sighting[]): Cause | undefined {
  const first = sightings[0];
  const kind = first === undefined ? undefined : kindOf(first.check);
  if (first === undefined || kind === undefined) return undefined;
  const targets = distinct(sightings.map(({ target }) => target));
  const steps = sightings.flatMap(({ check }) => (kind === 'undecided' ? check.decidedBy : check.fix) ?? []);
  return {
    kind,
    check: first.check,
    targets,
    where: targets.length > 1 ? '' : whereOf(sightings.map(({ check }) => check), first.target),
    steps: distinctSteps(steps),
    consequences: kind === 'fail' ? targets.flatMap((target) => consequencesOf(first.check, target)) : [],
  };
}

function distinctSteps(steps: readonly ReportStep[]): ReportStep[] {
  const seen = new Map(steps.map((step) => [JSON.stringify(step.argv.length > 0 ? step.argv : step.title), step] as const));
  return [...seen.values()];
}

/* A consequence is told with the first root it names; one that names none of them, with the root to mend first. */
function consequencesOf(root: CheckResult, target: TargetReport): CheckResult[] {
  const roots = distinct(sorted(target).filter(isRoot).map((check) => check.problem));
  return target.checks.filter((check) => {
    if (check.role !== 'consequence') return false;
    return (roots.find((problem) => problem !== undefined && check.of?.includes(problem)) ?? roots[0]) === root.problem;
  });
}

function whereOf(found: readonly CheckResult[], target: TargetReport): string {
  const ids = new Set(found.map((check) => check.id));
  const judged = target.checks.filter((check) => ids.has(check.id));
  const groups = distinct(found.flatMap((check) => check.subject.podGroup ?? []));
  const count = (ids: readonly string[]): number => target.podGroups.reduce((sum, group) => sum + (ids.includes(group.id) ? group.count : 0), 0);
  const all = target.podGroups.reduce((sum, group) => sum + group.count, 0);
  const affected = count(groups);
  const pods = groups.length > 0 && affected > 0 && affected < all ? [`${affected} of ${all} pods`] : [];
  if (found.length === judged.length) return pods.length === 0 ? '' : `in ${pods.join('')}`;
  const containers = distinct(found.flatMap((check) => check.subject.container ?? []));
  const objects = distinct(found.flatMap(({ subject }) => (subject.vault === undefined ? [] : [vaultObject(subject.vault, subject.object)])));
  const others = distinct(judged.flatMap((check) => check.subject.container ?? [])).length > containers.length;
  const inside = [...pods, ...(containers.length > 0 && others ? [`container ${containers.join(', ')}`] : [])];
  if (inside.length > 0) return `in ${inside.join(', ')}`;
  const whom = objects.length > 0 ? objects : identitiesOf(found, target);
  return whom.length === 0 ? '' : `for ${whom.join(', ')}`;
}

function identitiesOf(found: readonly CheckResult[], target: TargetReport): string[] {
  const ids = distinct(found.flatMap((check) => check.subject.clientId ?? []));
  return ids.map((id) => target.identities.find((identity) => identity.clientId === id)?.name ?? id);
}

/** Names what is read in a vault: `kv-shop/db-password` for `secret/db-password`. */
export function vaultObject(vault: string, object: string | undefined): string {
  return object === undefined ? vault : `${vault}/${object.replace(/^secret\//, '')}`;
}
