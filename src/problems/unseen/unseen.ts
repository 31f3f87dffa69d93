import type { Step } from '../step.ts';

/**
 * A cause that nothing shows of what the doctor can read: it lies within a process, in another's past, or on somebody's desk.
 *
 * `explain` says so and how to look by hand, so that silence about it is not taken for its absence.
 */
export interface Unseen {
  /** The name of `failure-modes.md`. */
  readonly name: string;
  /** One line, what is wrong. */
  readonly title: string;
  /** What happens, and why it cannot be seen from outside. */
  readonly why: string;
  /** How a person can look, and what then mends it. */
  readonly look: readonly Step[];
}
