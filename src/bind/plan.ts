import type { Step } from '../problems/step.ts';
import type { Deed } from './deed.ts';

/** What of the chain a change is about, in the order in which changes are made: Azure first, what makes new pods last. */
export const parts = ['identity', 'federated credential', 'role assignment', 'access policy', 'service account', 'secret provider class', 'pod template', 'pods'] as const;
export type Part = (typeof parts)[number];

export interface ChangedField {
  readonly name: string;
  /** Absent where there is none yet. */
  readonly was?: string;
  /** Absent where it is taken away. */
  readonly now?: string;
}

/** What is to be done to one object, as data. */
export interface Change {
  readonly part: Part;
  readonly action: 'create' | 'update' | 'delete' | 'unchanged';
  /** What it is done to, as people name it. */
  readonly object: string;
  /** Of what is in the cluster. */
  readonly namespace?: string;
  readonly fields: readonly ChangedField[];
  /** What else is to be known of it. */
  readonly notes: readonly string[];
  /** The same by hand. */
  readonly steps: readonly Step[];
}

/** Why the whole cannot be done; as long as there is one, nothing is. */
export interface Refusal {
  readonly what: string;
  readonly steps: readonly Step[];
  /** What it ends the run with, where that is not 1: 2 for an object that is not there, 4 for refused credentials, 3 for no answer. */
  readonly exitCode?: 2 | 3 | 4;
}

/** A change with what makes it; nothing does where what is wanted is there. */
export interface PlannedChange {
  readonly change: Change;
  readonly deed?: Deed;
}

export interface Plan {
  /** In the order of `parts`. */
  readonly changes: readonly PlannedChange[];
  readonly refusals: readonly Refusal[];
}

/** The exit code of a plan that is not carried out: the first that applies of 2, 4, 1, 3. */
export function refusedCode(refusals: readonly Refusal[]): number {
  const codes = refusals.map(({ exitCode = 1 }) => exitCode);
  return [2, 4, 1, 3].find((code) => codes.some((one) => one === code)) ?? 0;
}

export function isRefusal(outcome: PlannedChange | Refusal): outcome is Refusal {
  return 'what' in outcome;
}

/** A change that is none: what is wanted is there. */
export function unchanged(part: Part, object: string, ...notes: readonly string[]): PlannedChange {
  return { change: { part, action: 'unchanged', object, fields: [], notes, steps: [] } };
}

/** An outcome about an object of this namespace. */
export function placed<O extends PlannedChange | Refusal | undefined>(namespace: string, outcome: O): O | PlannedChange {
  return outcome === undefined || isRefusal(outcome) ? outcome : { ...outcome, change: { ...outcome.change, namespace } };
}
