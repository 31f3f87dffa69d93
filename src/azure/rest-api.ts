/** Reading a JSON API with the operator's token; what ARM and Graph have in common. */
import type { Shape } from '../wire/shape.ts';
import { garbled, notJson, notSent, statusFailure } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { parseJson } from './json.ts';
import type { Operator } from './operator.ts';
import { mebibyte, operationOf } from './pipeline.ts';
import type { ClientRule, Wire, WireRequest } from './pipeline.ts';

/** An API and the one origin its tokens are for and go to. */
export interface RestApi {
  readonly origin: string;
  readonly wire: Wire;
  readonly operator: Operator;
}

const maxPages = 100;

/** The rule for a client that may talk to this API alone. */
export function ruleOf(api: RestApi): ClientRule {
  return { origins: [api.origin], maxBytes: 8 * mebibyte, retry: true };
}

/** The absolute URL of a path of this API. Throws WireFailure where it would lead elsewhere. */
export function urlOf(api: RestApi, path: string): string {
  const url = URL.parse(path, api.origin);
  // `//host` and `https://host` are URLs of their own.
  if (!path.startsWith('/') || url === null || url.origin !== api.origin) {
    throw notSent(`GET ${oneLine(path.split('?')[0] ?? '', 200)}`, `not a path of ${api.origin}`);
  }
  return url.href;
}

/** Sends a request whose answer says no more than that it was done. Throws WireFailure; an error status is a `status` fault. */
export async function tellApi(api: RestApi, request: WireRequest, tenantId?: string): Promise<void> {
  const bearer = await api.operator.token(api.origin, tenantId);
  const response = await api.wire.send({ ...request, bearer }, ruleOf(api));
  if (response.status < 200 || response.status >= 300) throw statusFailure(operationOf(request.method, request.url), response);
}

/** Sends a request with the operator's token and gives the parsed body. Throws WireFailure; an error status is a `status` fault. */
export async function askApi(api: RestApi, request: WireRequest, tenantId?: string): Promise<unknown> {
  const bearer = await api.operator.token(api.origin, tenantId);
  const operation = operationOf(request.method, request.url);
  const response = await api.wire.send({ ...request, bearer }, ruleOf(api));
  if (response.status !== 200 && response.status !== 201) throw statusFailure(operation, response);
  const body = parseJson(response.body);
  if (body === undefined) throw garbled(operation, notJson(response));
  return body;
}

/** Reads a foreign value through its shape; throws WireFailure where it has another. */
export function readShape<T>(operation: string, shape: Shape<T>, value: unknown): T {
  try {
    return shape.parse(value);
  } catch (error) {
    const reason = error instanceof Error ? oneLine(error.message, 300) : 'no reason given';
    throw garbled(operation, `the answer has another shape than the service documents: ${reason}`);
  }
}

/** One page of a list and what fetches the next. */
export interface Page<C> {
  readonly items: readonly unknown[];
  readonly next?: C;
}

/** All pages, whole or not at all. Throws WireFailure, also where there is no end to them. */
export async function allPages<C>(operation: string, first: C, fetch: (cursor: C) => Promise<Page<C>>): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let cursor: C | undefined = first;
  for (let page = 0; page < maxPages && cursor !== undefined; page += 1) {
    const answer: Page<C> = await fetch(cursor);
    items.push(...answer.items);
    cursor = answer.next;
  }
  if (cursor !== undefined) throw garbled(operation, `the list has more than ${maxPages} pages`);
  return items;
}
