import { STATUS_CODES } from 'node:http';
import { WireFailure } from '../wire/failure.ts';
import type { WireFault } from '../wire/failure.ts';
import type { Secret } from '../wire/secret.ts';
import type { Shape } from '../wire/shape.ts';
import { redact } from './redaction.ts';
import type { WireAnswer } from './transport.ts';
import { displayUrl, parseUrl } from './url.ts';

/**
 * The JSON of a successful answer. Throws WireFailure: `status` for a refusal, in the words of its `Status` object,
 * and `garbled` for what only something else than an API server says. `sent` are the credentials to keep out of texts.
 */
export function jsonOf(operation: string, answer: WireAnswer, sent: readonly (Secret | undefined)[]): unknown {
  // Whatever the server wrote, in its body or a header, may echo what we sent.
  const fail = (fault: Extract<WireFault, { readonly message: string }>): never => {
    throw new WireFailure(operation, { ...fault, message: redact(fault.message, sent) });
  };
  const { status } = answer;
  const parsed = parseJson(answer.body);
  if (status >= 200 && status < 300) {
    return parsed === undefined ? fail({ kind: 'garbled', message: garbledText(answer) }) : parsed.value;
  }
  if (status < 400) {
    const to = parseUrl(answer.headers.location ?? '');
    return fail({ kind: 'garbled', message: `${status}, a redirect${to === undefined ? '' : ` to ${displayUrl(to)}`}, not followed` });
  }
  const after = retryAfterSeconds(answer);
  const retry = after === undefined ? {} : { retryAfterSeconds: after };
  const body = parsed === undefined ? undefined : statusObject(parsed.value);
  if (body !== undefined) {
    const code = body.reason === '' ? {} : { code: redact(body.reason, sent) };
    return fail({ kind: 'status', status, ...code, message: body.message, ...retry });
  }
  // 401 decides the exit code whoever says it; other pages are of a gateway or a proxy in between, and so is JSON that is
  // no Status: its 404 says nothing about the object that was asked for. What an API server says plainly is plain text.
  if (status !== 401 && isPage(answer)) return fail({ kind: 'garbled', message: garbledText(answer) });
  if (status !== 401 && parsed !== undefined) return fail({ kind: 'garbled', message: `${status} with JSON that is no Status of an API server` });
  const plain = isPage(answer) ? '' : answer.body.toString('utf8').trim();
  return fail({ kind: 'status', status, message: plain || (STATUS_CODES[status] ?? 'no reason given'), ...retry });
}

/** The text of a successful answer; what went wrong is told as for JSON. Throws WireFailure. */
export function textOf(operation: string, answer: WireAnswer, sent: readonly (Secret | undefined)[]): string {
  if (answer.status >= 200 && answer.status < 300) {
    if (isPage(answer) && !(answer.headers['content-type'] ?? '').startsWith('text/plain')) throw new WireFailure(operation, { kind: 'garbled', message: garbledText(answer) });
    return answer.body.toString('utf8');
  }
  jsonOf(operation, answer, sent);
  throw new WireFailure(operation, { kind: 'garbled', message: `an answer with the status ${answer.status}` });
}

/** Reads a value with a shape; a mismatch is `garbled` and named by its place, never by its content. */
export function shaped<T>(operation: string, value: unknown, shape: Shape<T>): T {
  try {
    return shape.parse(value);
  } catch (error) {
    throw new WireFailure(operation, { kind: 'garbled', message: `the answer has an unexpected shape${placeOf(error)}` });
  }
}

/** Seconds of a Retry-After header, in either of its forms. */
export function retryAfterSeconds(answer: WireAnswer): number | undefined {
  const header = answer.headers['retry-after'];
  if (header === undefined) return undefined;
  // Date.parse takes almost anything for a date of long ago, which would mean at once: only the form of RFC 9110 goes there.
  const date = /^[A-Z][a-z]+, /.test(header) ? (Date.parse(header) - Date.now()) / 1_000 : NaN;
  const seconds = /^\d+$/.test(header) ? Number(header) : date;
  return Number.isSafeInteger(Math.ceil(seconds)) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}

function statusObject(value: unknown): { readonly reason: string; readonly message: string } | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'Status') return undefined;
  const reason = 'reason' in value && typeof value.reason === 'string' ? value.reason : '';
  const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
  return { reason, message: message || reason || 'no reason given' };
}

function isPage(answer: WireAnswer): boolean {
  const type = answer.headers['content-type'] ?? '';
  return type.includes('html') || /^\s*<(!doctype|html)/i.test(answer.body.subarray(0, 100).toString('latin1'));
}

function garbledText(answer: WireAnswer): string {
  const type = answer.headers['content-type']?.split(';')[0]?.trim() ?? '';
  if (isPage(answer)) return `${answer.status} with a web page instead of JSON`;
  if (type !== '' && !type.includes('json')) return `${answer.status} with ${type.slice(0, 60)} instead of JSON`;
  return `${answer.status} with JSON that is cut off or malformed (${answer.body.length} bytes)`;
}

/** Path and code of the first issue of a zod error: its text could quote the value. */
function placeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('issues' in error) || !Array.isArray(error.issues)) return '';
  const issue: unknown = error.issues[0];
  if (typeof issue !== 'object' || issue === null || !('path' in issue) || !Array.isArray(issue.path)) return '';
  const at = issue.path.map(String).join('.').slice(0, 200);
  const code = 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid';
  return ` at ${at || 'its top'} (${code})`;
}
