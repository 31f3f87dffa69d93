/** What a question can come to. Unknown is not fail, and not ok; empty is not absent (`design.md` §2). */
export type Answer<V> =
  | { readonly state: 'known'; readonly value: V }
  /** Asked of somebody who knows, and it is not there. */
  | { readonly state: 'absent'; readonly detail?: string }
  | { readonly state: 'unknown'; readonly gap: Gap };

export type GapReason = 'forbidden' | 'unreachable' | 'timeout' | 'not-asked' | 'blocked';

export interface Gap {
  readonly reason: GapReason;
  /** What would close it: a right (`create serviceaccounts/token …`), a host, a login, another answer. */
  readonly needs: string;
  /** The server's or our own words, one line. */
  readonly detail?: string;
  /** Name of the gap in the catalogue, e.g. `doctor-no-tokenrequest`. */
  readonly problem?: string;
  /** For `blocked`: the answers it waited for, nearest first. */
  readonly waitedFor?: readonly AnswerId[];
}

/** Identifies one asked question: its name and its key in canonical form. */
export type AnswerId = string;

export function known<V>(value: V): Answer<V> {
  return { state: 'known', value };
}

export function absent(detail?: string): Answer<never> {
  return detail === undefined ? { state: 'absent' } : { state: 'absent', detail };
}

export function unknown(gap: Gap): Answer<never> {
  return { state: 'unknown', gap };
}
