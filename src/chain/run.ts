import { answerId } from '../evidence/answer-id.ts';
import type { Answer, AnswerId, Gap } from '../evidence/answer.ts';
import { logins } from '../evidence/logins.ts';
import { mounts } from '../evidence/mounts.ts';
import { podGroups } from '../evidence/pods.ts';
import type { World } from '../evidence/question.ts';
import type { Each, Login, Subjects, TargetSubject, VaultObject } from '../evidence/subject.ts';
import { namedVaults } from '../evidence/vault.ts';
import { isWanted, type AnyCheck, type Outcome, type Read } from './check.ts';

/** Everything a subject of any kind may carry. */
export type AnySubject = TargetSubject & Partial<Omit<Subjects['vault-object'] & Subjects['container'] & Subjects['mount'], keyof TargetSubject>>;

export type JudgedOutcome = Exclude<Outcome, { outcome: 'unseen' }> | { readonly outcome: 'unknown'; readonly gaps: readonly Gap[] };

/** One check on one subject: what it said, and which answers it read. */
export interface Judgement {
  readonly check: AnyCheck;
  readonly subject: AnySubject;
  readonly outcome: JudgedOutcome;
  readonly reads: readonly AnswerId[];
}

export interface RunObserver {
  judged?(judgement: Judgement): void;
  crashed?(check: AnyCheck, error: Error): void;
}

/** Runs every check on every subject of one target; whatever can be asked is asked at once. */
export async function runChecks(
  checks: readonly AnyCheck[],
  subject: TargetSubject,
  world: World,
  observer: RunObserver = {},
): Promise<readonly Judgement[]> {
  const { logLines, fromPod } = subject.wishes;
  const wanted = checks.filter((check) => isWanted(check, { logs: logLines !== undefined, fromPod: fromPod === true }));
  const kinds: readonly Each[] = ['target', 'pod-group', 'container', 'mount', 'login', 'vault-object'];
  const byKind = await Promise.all(
    kinds.map(async (each) => {
      const own = wanted.filter((check) => check.each === each);
      if (own.length === 0) return [];
      const subjects = await subjectsOf(each, subject, world);
      if (subjects.state === 'known') {
        return Promise.all(own.flatMap((check) => subjects.value.map((one) => judge(check, one, world, observer))));
      }
      const gaps = subjects.state === 'unknown' ? [subjects.gap] : [];
      return own.map((check): Judgement => ({ check, subject, outcome: { outcome: 'unknown', gaps }, reads: [subjects.id] }));
    }),
  );
  return byKind.flat();
}

type SubjectList = Answer<readonly AnySubject[]> & { readonly id: AnswerId };

async function subjectsOf(each: Each, subject: TargetSubject, world: World): Promise<SubjectList> {
  switch (each) {
    case 'target':
      return { id: '', state: 'known', value: [subject] };
    case 'pod-group':
    case 'container': {
      const id = answerId(podGroups, podGroups.key(subject));
      const groups = await world.get(podGroups, podGroups.key(subject));
      return mapped(id, groups, (found) =>
        found.flatMap((podGroup) =>
          each === 'pod-group' ? [{ ...subject, podGroup }] : podGroup.shape.containers.map((container) => ({ ...subject, podGroup, container })),
        ),
      );
    }
    case 'mount': {
      const key = mounts.key(subject);
      return mapped(answerId(mounts, key), await world.get(mounts, key), (found) => found.map((mount) => ({ ...subject, mount })));
    }
    case 'login': {
      const key = logins.key(subject);
      return mapped(answerId(logins, key), await world.get(logins, key), (found) => found.map((login) => ({ ...subject, login })));
    }
    case 'vault-object': {
      const loginKey = logins.key(subject);
      const vaultKey = namedVaults.key(subject);
      const [who, vaults] = await Promise.all([world.get(logins, loginKey), world.get(namedVaults, vaultKey)]);
      if (vaults.state !== 'known') return { ...vaults, id: answerId(namedVaults, vaultKey) };
      return mapped(answerId(logins, loginKey), who, (found) =>
        vaults.value.objects.flatMap((vaultObject) =>
          found
            .filter((login) => readsIt(login, vaultObject))
            .map((login) => ({ ...subject, login, vaultObject })),
        ),
      );
    }
  }
}

/** Whether it is this login that reads the object: that of its container, or of its mount; any for one that a flag names. */
function readsIt(login: Login, { container, mount }: VaultObject): boolean {
  if (mount !== undefined) return login.mounts.includes(mount);
  return container === undefined || login.containers.includes(container);
}

function mapped<V>(id: AnswerId, answer: Answer<V>, each: (value: V) => readonly AnySubject[]): SubjectList {
  return answer.state === 'known' ? { id, state: 'known', value: each(answer.value) } : { ...answer, id };
}

async function judge(check: AnyCheck, subject: AnySubject, world: World, observer: RunObserver): Promise<Judgement> {
  const given = await Promise.all(check.reads.map((read) => gather(read, subject, world)));
  const gaps = given.flatMap(({ missing }) => missing ?? []);
  const judgement: Judgement = {
    check,
    subject,
    reads: given.flatMap(({ ids }) => ids),
    outcome: gaps.length > 0 ? { outcome: 'unknown', gaps } : decide(check, given.map(({ value }) => value), subject, observer),
  };
  observer.judged?.(judgement);
  return judgement;
}

function decide(check: AnyCheck, given: readonly unknown[], subject: AnySubject, observer: RunObserver): JudgedOutcome {
  try {
    const outcome = check.run(given as never, subject as never);
    return outcome.outcome === 'unseen' ? { outcome: 'unknown', gaps: outcome.gaps } : outcome;
  } catch (error) {
    const bug = error instanceof Error ? error : new Error(String(error));
    observer.crashed?.(check, bug);
    return { outcome: 'unknown', gaps: [{ reason: 'not-asked', needs: `check ${check.id} to be mended: it is a bug of this tool`, detail: bug.message }] };
  }
}

interface Gathered {
  readonly value?: unknown;
  readonly missing?: Gap;
  readonly ids: readonly AnswerId[];
}

/** What a read gives to `run`, or the gap because of which it cannot run. */
async function gather(read: Read<never>, subject: AnySubject, world: World): Promise<Gathered> {
  if (!('read' in read)) {
    const key = read.key(subject as never);
    const id = answerId(read, key);
    const answer = await world.get(read as never, key as never);
    if (answer.state === 'known') return { value: answer.value, ids: [id] };
    if (answer.state === 'unknown') return { missing: answer.gap, ids: [id] };
    return { missing: { reason: 'blocked', needs: `the ${read.name}`, waitedFor: [id] }, ids: [id] };
  }
  const key = read.question.key(subject as never);
  const id = answerId(read.question, key);
  if (read.read === 'when') {
    const otherKey = read.other.key(subject as never);
    const other = await world.get(read.other as never, otherKey as never);
    if (!read.condition(other as never)) return { value: { state: 'not-needed' }, ids: [answerId(read.other, otherKey)] };
  }
  return { value: await world.get(read.question as never, key as never), ids: [id] };
}
