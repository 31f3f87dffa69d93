/** What a handler answers with, before it goes onto the wire. */
import type { ApiFailure } from './status.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A watch: called with a function that sends one line; gives back what ends it. */
  readonly stream?: (send: (line: string) => void, end: () => void) => () => void;
}

export function jsonAnswer(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export function textAnswer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

export function failureAnswer(failure: ApiFailure): Answer {
  return jsonAnswer(failure.code, failure.body());
}
