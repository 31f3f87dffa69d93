import type { Fault } from '../../src/sandbox/scenario.ts';

/** Who speaks on a wire: each has its own words for an error. */
export type Speaker = 'kubernetes' | 'entra' | 'azure' | 'public';

export interface BadAnswer {
  readonly name: string;
  readonly act: Fault['act'];
  /** It never ends, so that the run ends at its deadline. */
  readonly endless?: true;
}

const page = '<!doctype html>\n<html><head><title>Sign in</title></head><body>Sign in to the network to go on.</body></html>\n';
const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };

function troubleIn(speaker: Speaker, status: number, reason: string): string {
  const message = 'the service is in trouble';
  switch (speaker) {
    case 'kubernetes':
      return JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code: status });
    case 'entra':
      return JSON.stringify({ error: 'server_error', error_description: message });
    case 'azure':
    case 'public':
      return JSON.stringify({ error: { code: reason, message } });
  }
}

/** Valid JSON in the place of what was asked for, called text: only a client that goes by the header stumbles. */
export const calledText: BadAnswer = { name: 'the true answer, called text', act: { otherHeaders: { 'content-type': 'text/plain; charset=utf-8' } } };

/** Everything that a wire can do to an answer so that it says nothing. */
export function badAnswers(speaker: Speaker): readonly BadAnswer[] {
  return [
    { name: 'a web page with 200', act: { answer: 200, headers: html, body: page } },
    { name: 'half of the JSON', act: 'cut' },
    { name: 'a 500', act: { answer: 500, headers: json, body: troubleIn(speaker, 500, 'InternalError') } },
    { name: 'a 429 for an hour', act: { answer: 429, headers: { ...json, 'retry-after': '3600' }, body: troubleIn(speaker, 429, 'TooManyRequests') } },
    { name: 'a 404 of a gateway', act: { answer: 404, headers: json, body: '{"message":"no Route matched with those values"}' } },
    { name: 'a 404 in a line of text', act: { answer: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '404 page not found\n' } },
    { name: 'a 404 page', act: { answer: 404, headers: html, body: page } },
    { name: '10 MB', act: { answer: 200, headers: json, body: JSON.stringify('x'.repeat(10 * 1024 * 1024)) } },
    { name: 'a reset', act: 'reset' },
    { name: 'silence', act: 'hang', endless: true },
    { name: 'half of a body and silence', act: 'stall', endless: true },
    { name: 'half of a body and a byte now and again', act: 'drip', endless: true },
  ];
}
