/**
 * The one way to Azure: every request of ours and of the SDKs ends in the client made here.
 *
 * It pins the hosts, bounds body and time, and repeats at most once. Built on core-rest-pipeline because that
 * honours HTTPS_PROXY and NO_PROXY, which fetch does not (`azure-wire.md` §1.4b).
 */
import type { HttpClient, Pipeline, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { setTimeout as sleep } from 'node:timers/promises';
import { WireFailure } from '../wire/failure.ts';
import type { Secret } from '../wire/secret.ts';
import { garbled, notSent, retryAfter, sortError } from './failures.ts';
import { watchProxy } from './proxy-refusal.ts';
import { keepTunnels } from './proxy-tunnels.ts';

export const mebibyte = 1024 * 1024;

/** Longest Retry-After that is waited for, in seconds. */
const patience = 2;

export interface ClientRule {
  /** The only origins (`https://host`) that anything is sent to. */
  readonly origins: readonly string[];
  /** Most bytes of one answer's body, after decompression. */
  readonly maxBytes: number;
  /** Repeat once after 429 or 503 with a Retry-After of at most 2 s, and after a reset. */
  readonly retry?: boolean;
  /** Values that are taken out of every answer before anybody reads it, besides the bearer token of the request. */
  readonly secrets?: readonly Secret[];
  /** Ends requests that an SDK does not send with the signal it was given (`azure-wire.md` §1.5). */
  readonly signal?: AbortSignal;
  /** Sees each answer before an SDK does; may throw, may give another. */
  readonly inspect?: (response: PipelineResponse, request: PipelineRequest) => PipelineResponse;
}

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly bearer?: Secret;
  readonly body?: string;
}

export interface WireResponse {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: string;
}

export interface Wire {
  /** One request and its whole answer under the deadline; redirects are answers. Throws WireFailure. */
  send(request: WireRequest, rule: ClientRule): Promise<WireResponse>;
  /** An HTTP client for an SDK, held to the same rule. */
  client(rule: ClientRule): Promise<HttpClient>;
  /** Loads now what the first request would load. */
  prepare(): Promise<void>;
  /** Runs a task that may not heed its signal; it ends with the deadline (or so many of them) or with the run. Throws WireFailure. */
  within<T>(operation: string, task: (signal: AbortSignal) => Promise<T>, deadlines?: number): Promise<T>;
}

export interface WireOptions {
  /** Ends everything, e.g. the run's own timeout. */
  readonly signal?: AbortSignal;
  /** Milliseconds for one operation, body and retry included. */
  readonly deadlineMs: number;
}

interface Runtime {
  readonly pipeline: Pipeline;
  readonly http: HttpClient;
  readonly keepTunnel: (request: PipelineRequest) => void;
  readonly request: (request: WireRequest, signal: AbortSignal) => PipelineRequest;
}

/** Makes the wire; loads nothing before the first request. */
export function createWire(options: WireOptions): Wire {
  let runtime: Promise<Runtime> | undefined;
  const load = (): Promise<Runtime> => (runtime ??= loadRuntime());
  const within: Wire['within'] = (operation, task, deadlines = 1) => underDeadline(operation, { ...options, deadlineMs: options.deadlineMs * deadlines }, task);
  return {
    within,
    prepare: async () => void (await load()),
    client: async (rule) => guardedClient(await load(), rule),
    send: (request, rule) => {
      const operation = operationOf(request.method, request.url);
      return within(operation, async (signal) => {
        const runtime = await load();
        const response = await runtime.pipeline.sendRequest(guardedClient(runtime, rule), runtime.request(request, signal));
        return wireResponse(response);
      });
    },
  };
}

/** Method and URL without query and fragment, which may hold what nobody should read. */
export function operationOf(method: string, url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return `${method} an invalid URL`;
  // what has no host has no origin, and its path may be anything
  return parsed.host === '' ? `${method} a URL of the scheme ${parsed.protocol}` : `${method} ${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

export function wireResponse(response: PipelineResponse): WireResponse {
  return { status: response.status, body: response.bodyAsText ?? '', header: (name) => response.headers.get(name) };
}

async function loadRuntime(): Promise<Runtime> {
  const core = await import('@azure/core-rest-pipeline');
  // Bare on purpose: no redirects, no retries, no logging, no tracing.
  const pipeline = core.createEmptyPipeline();
  pipeline.addPolicy(core.proxyPolicy());
  pipeline.addPolicy(core.decompressResponsePolicy());
  return {
    pipeline,
    http: core.createDefaultHttpClient(),
    keepTunnel: keepTunnels(),
    request: ({ method, url, headers, bearer, body }, signal) => {
      const all = core.createHttpHeaders({ accept: 'application/json', 'user-agent': 'kubectl-wi', ...headers });
      if (bearer !== undefined) all.set('authorization', `Bearer ${bearer.reveal()}`);
      return core.createPipelineRequest({ method, url, headers: all, abortSignal: signal, ...(body === undefined ? {} : { body }) });
    },
  };
}

function guardedClient({ http, keepTunnel }: Runtime, rule: ClientRule): HttpClient {
  const once: HttpClient['sendRequest'] = async (request) => {
    const operation = operationOf(request.method, request.url);
    const url = URL.parse(request.url);
    if (url === null || url.protocol !== 'https:' || !rule.origins.includes(url.origin)) {
      throw notSent(operation, `nothing is sent to ${url?.host ?? 'an invalid URL'}, only to ${rule.origins.join(', ')}`);
    }
    let overflow = false;
    request.onDownloadProgress = ({ loadedBytes }) => {
      if (loadedBytes <= rule.maxBytes) return;
      overflow = true;
      throw new Error('too large');
    };
    keepTunnel(request);
    const proxy = watchProxy(request, url.hostname);
    const unlink = linkSignal(request, rule.signal);
    try {
      const response = await http.sendRequest(request);
      proxy.throwIfRefused(operation);
      return withoutSecrets(response, request, rule);
    } catch (error) {
      throw overflow ? garbled(operation, `the answer is larger than ${rule.maxBytes} bytes`) : error;
    } finally {
      unlink();
    }
  };
  return {
    sendRequest: async (request) => {
      const response = await (rule.retry === true ? twice(once, request) : once(request));
      return rule.inspect === undefined ? response : rule.inspect(response, request);
    },
  };
}

async function twice(once: HttpClient['sendRequest'], request: PipelineRequest): Promise<PipelineResponse> {
  let response: PipelineResponse;
  try {
    response = await once(request);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
    return once(request);
  }
  const wait = response.status === 429 || response.status === 503 ? retryAfter(wireResponse(response)) : undefined;
  if (wait === undefined || wait > patience) return response;
  await sleep(wait * 1000, undefined, { signal: nativeSignal(request) });
  return once(request);
}

/** Makes a second signal end the request too, and gives what takes that back; MSAL sets one of its own that never fires. */
function linkSignal(request: PipelineRequest, second: AbortSignal | undefined): () => void {
  if (second === undefined) return () => undefined;
  const first = request.abortSignal;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of [first, second]) {
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort);
  }
  request.abortSignal = controller.signal;
  return () => {
    for (const signal of [first, second]) signal?.removeEventListener('abort', abort);
    if (first === undefined) delete request.abortSignal;
    else request.abortSignal = first;
  };
}

/** The signal that `underDeadline` handed to the request; an SDK passes it on unchanged. */
function nativeSignal(request: PipelineRequest): AbortSignal | undefined {
  return request.abortSignal instanceof AbortSignal ? request.abortSignal : undefined;
}

/** A server that echoes the token it was given must not carry it into a message. */
function withoutSecrets(response: PipelineResponse, request: PipelineRequest, rule: ClientRule): PipelineResponse {
  const bearer = request.headers.get('authorization')?.replace(/^\S+\s+/, '');
  const values = [...(rule.secrets ?? []).map((secret) => secret.reveal()), ...(bearer === undefined ? [] : [bearer])];
  let body = response.bodyAsText;
  for (const value of values) if (value !== '') body = body?.replaceAll(value, '[redacted]');
  response.bodyAsText = body ?? null;
  return response;
}

/**
 * A timer of our own instead of AbortSignal.timeout: that one is unreferenced, and a signal made by AbortSignal.any
 * is held weakly, so either may never fire. The race covers SDK code that ignores its signal (`azure-wire.md` §1.5).
 */
async function underDeadline<T>(operation: string, options: WireOptions, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const started = performance.now();
  const controller = new AbortController();
  const { promise: over, reject } = Promise.withResolvers<never>();
  const stop = (): void => {
    reject(new WireFailure(operation, { kind: 'timeout', afterMs: Math.round(performance.now() - started) }));
    controller.abort();
  };
  if (options.signal?.aborted === true) throw new WireFailure(operation, { kind: 'timeout', afterMs: 0 });
  const timer = setTimeout(stop, options.deadlineMs);
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([over, task(controller.signal)]);
  } catch (error) {
    throw sortError(operation, error);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
  }
}
