import type { Answer, Gap } from '../evidence/answer.ts';
import type { Plain, Question } from '../evidence/question.ts';
import type { Each, Subjects } from '../evidence/subject.ts';
import type { LinkName } from './link.ts';
import { found, type AnyProblem, type FoundProblem, type Problem } from '../problems/problem.ts';
import type { Step } from '../problems/step.ts';

/** How strong a statement is (`contract.md`). */
export type Basis = 'proved' | 'read' | 'inferred' | 'after-mend';

export type Outcome =
  | { readonly outcome: 'ok'; readonly note?: string; readonly basis?: Basis }
  | { readonly outcome: 'fail' | 'warn'; readonly found: FoundProblem; readonly note?: string; readonly basis?: Basis }
  | { readonly outcome: 'undecided'; readonly candidates: readonly FoundProblem[]; readonly decidedBy: readonly Step[]; readonly note?: string }
  | { readonly outcome: 'skip'; readonly because: string }
  /** What it was given cannot be judged without this: the engine makes it `unknown`. */
  | { readonly outcome: 'unseen'; readonly gaps: readonly Gap[] };

export function ok(note?: string, basis?: Basis): Outcome {
  return { outcome: 'ok', ...(note === undefined ? {} : { note }), ...(basis === undefined ? {} : { basis }) };
}

export function fail<Data>(problem: Problem<Data>, data: NoInfer<Data>, more: { readonly note?: string; readonly basis?: Basis } = {}): Outcome {
  return { outcome: 'fail', found: found(problem, data), ...more };
}

export function warn<Data>(problem: Problem<Data>, data: NoInfer<Data>, more: { readonly note?: string; readonly basis?: Basis } = {}): Outcome {
  return { outcome: 'warn', found: found(problem, data), ...more };
}

/** Seen, but it fits several causes, or says nothing about the pod from here. */
export function undecided(candidates: readonly FoundProblem[], decidedBy: readonly Step[], note?: string): Outcome {
  return { outcome: 'undecided', candidates, decidedBy, ...(note === undefined ? {} : { note }) };
}

export function skip(because: string): Outcome {
  return { outcome: 'skip', because };
}

/** For a check that reads a whole answer and has nothing to say to its gap: the engine then says `unknown`. */
export function unseen(...answers: readonly (Answer<unknown> | { readonly state: 'not-needed' })[]): Outcome {
  return { outcome: 'unseen', gaps: answers.flatMap((given) => (given.state === 'unknown' ? given.gap : [])) };
}

type AnyQuestion<S> = Question<S, Plain, unknown>;

/** The evidence with its gap, for checks that can judge one. */
export interface AnswerRead<in S, V> {
  readonly read: 'answer';
  readonly question: AnyQuestionOf<S, V>;
}

/** Asked only if the condition holds on what another question answered; else `not-needed`. */
export interface WhenRead<in S, V> {
  readonly read: 'when';
  readonly question: AnyQuestionOf<S, V>;
  readonly other: AnyQuestion<S>;
  readonly condition: (other: Answer<never>) => boolean;
}

interface AnyQuestionOf<in S, V> {
  readonly name: string;
  readonly rights: Question<S, Plain, V>['rights'];
  readonly uses?: Question<S, Plain, V>['uses'];
  readonly key: (subject: S) => Plain;
  ask: Question<S, never, V>['ask'];
}

export type Read<S> = AnyQuestionOf<S, unknown> | AnswerRead<S, unknown> | WhenRead<S, unknown>;

export function answer<S, K extends Plain, V>(question: Question<S, K, V>): AnswerRead<S, V> {
  return { read: 'answer', question: question as unknown as AnyQuestionOf<S, V> };
}

export function when<S, K extends Plain, V, K2 extends Plain, V2>(
  question: Question<S, K, V>,
  condition: (other: Answer<V2>) => boolean,
  other: Question<S, K2, V2>,
): WhenRead<S, V> {
  return {
    read: 'when',
    question: question as unknown as AnyQuestionOf<S, V>,
    other: other as unknown as AnyQuestion<S>,
    condition: condition as (other: Answer<never>) => boolean,
  };
}

/** What `run` is given for a read. */
export type Given<R> = R extends WhenRead<never, infer V>
  ? Answer<V> | { readonly state: 'not-needed' }
  : R extends AnswerRead<never, infer V>
    ? Answer<V>
    : R extends { ask(key: never, world: never): Promise<Answer<infer V>> }
      ? V
      : never;

export type Givens<R extends readonly unknown[]> = { readonly [I in keyof R]: Given<R[I]> };

/**
 * One check: a pure, synchronous function from evidence to an outcome, run once per subject.
 *
 * `reads` is a fixed tuple: a question gives its value (what is absent or a gap makes the engine answer `unknown`),
 * `answer(question)` its whole answer, `when(question, condition, other)` an answer that is asked only if needed.
 */
export interface Check<E extends Each, R extends readonly Read<Subjects[E]>[]> {
  /** `link/name`, the path of its file below `src/chain`. */
  readonly id: `${LinkName}/${string}`;
  /** The healthy state, in lower case. */
  readonly title: string;
  readonly each: E;
  readonly reads: R;
  /** Where it is seen from: `pod` is judged where the pod itself was looked from alone. Default `local`. */
  readonly vantage?: 'local' | 'pod';
  /** Run only where the user asked for what it reads. What it cannot see does not count: no link of the chain hangs on it. */
  readonly onlyWith?: 'logs';
  /** Every problem it can name, as outcome or candidate: for the registry's gate and `wi checks`. */
  readonly problems: readonly AnyProblem[];
  run(given: Givens<R>, subject: Subjects[E]): Outcome;
}

/** A check whose types have done their work. */
export interface AnyCheck {
  readonly id: `${LinkName}/${string}`;
  readonly title: string;
  readonly each: Each;
  readonly reads: readonly Read<never>[];
  readonly vantage?: 'local' | 'pod';
  readonly onlyWith?: 'logs';
  readonly problems: readonly AnyProblem[];
  run(given: never, subject: never): Outcome;
}

/** Whether a check belongs to a run: some read what is only looked at where it was asked for. */
export function isWanted({ onlyWith, vantage }: Pick<AnyCheck, 'onlyWith' | 'vantage'>, { logs, fromPod }: { readonly logs: boolean; readonly fromPod: boolean }): boolean {
  return (onlyWith === undefined || logs) && (vantage !== 'pod' || fromPod);
}

export function defineCheck<const E extends Each, const R extends readonly Read<Subjects[E]>[]>(check: Check<E, R>): AnyCheck {
  return check as unknown as AnyCheck;
}

export function linkOf(check: { readonly id: string }): LinkName {
  return check.id.slice(0, check.id.indexOf('/')) as LinkName;
}
