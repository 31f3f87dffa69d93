/** How Microsoft Graph refuses (`azure-wire.md` §2.5). */
import { randomUUID } from 'node:crypto';
import { json } from './wire.ts';
import type { Answer } from './wire.ts';

export function notFound(what: string): Answer {
  return graphError(404, 'Request_ResourceNotFound', `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`);
}

export function methodNotAllowed(): Answer {
  return graphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
}

export function graphError(status: number, code: string, message: string): Answer {
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': randomUUID(), 'client-request-id': randomUUID() };
  return json(status, { error: { code, message, innerError } });
}
