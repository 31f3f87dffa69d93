/** What the routes of the simulated Azure receive and give: plain values, no sockets. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Call {
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  /** Percent-decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as they came, for matching faults. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What happens to a connection: an answer, or one of the ways to get none. */
export type Outcome = Answer | 'reset' | 'hang' | { readonly stall: Answer; readonly drips: boolean };

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) };
}

/** The error envelope of ARM, Graph and Key Vault. */
export function cloudError(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(status, { error: { code, message } }, headers);
}

export function bearerOf(call: Call): string | undefined {
  return /^Bearer +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
}

/** A JSON object, or undefined for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
}

/** Azure compares names, ids and GUIDs without case. */
export function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
