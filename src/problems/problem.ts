import type { LinkName } from '../report/report.ts';
import { bindOffer, type BindMend, type Binding } from './bind-offer.ts';
import { withSources } from './placeholders.ts';
import type { Step } from './step.ts';

export interface EvidenceLine {
  readonly label: string;
  readonly value: string;
  /** The object the value belongs to. */
  readonly of?: string;
}

/** That this problem is why another one shows: `when` decides from both data. */
export interface Explanation<Data> {
  readonly problem: string;
  readonly when?: (own: Data, other: unknown) => boolean;
}

/**
 * One entry of the registry. A missing part, or wrong data, does not compile.
 *
 * `code` is never reused. `name` is the name of `failure-modes.md`. The texts are functions of typed data;
 * foreign values in them are stripped by whoever draws them.
 */
export interface Problem<Data> {
  readonly code: `WI${number}`;
  readonly name: string;
  readonly link: LinkName;
  /** One line, the headline of its page. */
  readonly title: string;
  /** What a row of the chain says of it: a few words, at most 50 characters. */
  readonly brief: string;
  readonly severity: 'error' | 'warning';
  readonly since: string;
  readonly heals: 'never' | 'with-time';
  /** Catalogue names that the same evidence fits; at most four. */
  readonly covers?: readonly string[];
  readonly explains?: readonly Explanation<Data>[];
  what(data: Data): string;
  why(data: Data): string;
  evidence?(data: Data): readonly EvidenceLine[];
  fix(data: Data): readonly Step[];
  /** How `bind` puts it right, for the identity that is in use unless it says another; undefined where it cannot. */
  bind?(data: Data): BindMend | undefined;
  /** Data for the page, and for tests that walk the registry. */
  readonly example: Data;
}

export function defineProblem<Data>(problem: Problem<Data>): Problem<Data> {
  return problem;
}

/** A registry entry whose types have done their work. */
export type AnyProblem = Omit<Problem<never>, 'example'> & { readonly example: unknown };

/** A problem with its data, whatever their type: what an outcome carries. */
export interface FoundProblem {
  readonly problem: AnyProblem;
  readonly data: unknown;
}

export function found<Data>(problem: Problem<Data>, data: NoInfer<Data>): FoundProblem {
  return { problem, data };
}

/** A problem bound to its data: the texts without their types. */
export interface DescribedProblem {
  readonly what: string;
  readonly why: string;
  readonly evidence: readonly EvidenceLine[];
  readonly fix: readonly Step[];
}

export function describeProblem(about: FoundProblem, binding?: Binding): DescribedProblem {
  const { problem, data } = about;
  const own = data as never;
  const offer = binding === undefined ? [] : bindOffer(about, binding);
  return { what: problem.what(own), why: problem.why(own), evidence: problem.evidence?.(own) ?? [], fix: withSources([...problem.fix(own), ...offer]) };
}
