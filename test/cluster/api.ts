/** The API server as the harness uses it: with an administrator's certificate, and apart from the product's own client. */
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { IssuedCertificate } from '../../src/sandbox/certificates.ts';
import { WireFailure } from '../../src/wire/failure.ts';
import { createResources } from './resources.ts';
import type { Resources } from './resources.ts';

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().default(''),
  resourceVersion: z.string().default(''),
  generation: z.number().default(0),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  deletionTimestamp: z.string().optional(),
  finalizers: z.array(z.string()).optional(),
  ownerReferences: z.array(z.looseObject({ uid: z.string(), controller: z.boolean().optional() })).optional(),
});

/** Any object as the API server gave it: metadata checked, the rest as it came. */
export const storedObject = z.looseObject({ apiVersion: z.string().optional(), kind: z.string().optional(), metadata });
export type StoredObject = z.infer<typeof storedObject>;

const objectList = z.looseObject({ items: z.array(storedObject) });
const watchEvent = z.looseObject({ type: z.string(), object: z.unknown() });
const refusal = z.looseObject({ message: z.string().optional(), reason: z.string().optional() });

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
}

export interface Api {
  readonly server: string;
  readonly resources: Resources;
  /** Throws WireFailure for anything but a 2xx with JSON. */
  call(method: Method, path: string, call?: Call): Promise<unknown>;
  get(path: string): Promise<StoredObject>;
  /** Undefined where the object (or its kind) does not exist. */
  find(path: string): Promise<StoredObject | undefined>;
  list(path: string): Promise<readonly StoredObject[]>;
  /** Merge patch of an object, or of a subresource by its path. */
  patch(path: string, patch: unknown): Promise<StoredObject>;
  /** Deletes, and is content if it is gone already. */
  remove(path: string, options?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Sends every object that exists, then every change, until `close`; starts over by itself. */
  watch(path: string, onChange: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: StoredObject) => void): { close(): void };
  close(): void;
}

const callDeadlineMs = 20_000;
const repeatable: ReadonlySet<Method> = new Set(['GET', 'DELETE']);

/** A client of one API server, authenticated by certificate. */
export function createApi(server: string, certificateAuthorityPem: string, client: IssuedCertificate): Api {
  const agent = new Agent({ keepAlive: true, ca: certificateAuthorityPem, cert: client.certificatePem, key: client.keyPem });
  const open = new Set<{ close(): void }>();

  const call = async (method: Method, path: string, { body, contentType = 'application/json', accept = 'application/json' }: Call = {}): Promise<unknown> => {
    const operation = `${method} ${path}`;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = { accept, ...(payload === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(payload) }) };
    const sent = (): Promise<{ status: number; text: string }> =>
      new Promise((resolve, reject) => {
        const fail = (error: NodeJS.ErrnoException): void => {
          const late = error.name === 'AbortError' || error.name === 'TimeoutError';
          reject(new WireFailure(operation, late ? { kind: 'timeout', afterMs: callDeadlineMs } : { kind: 'unreachable', code: error.code ?? 'ERROR', message: error.message }));
        };
        const outgoing = httpsRequest(`${server}${path}`, { method, agent, headers, signal: AbortSignal.timeout(callDeadlineMs) }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', fail);
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
        });
        // The server may close a kept connection just as it is used again; what may be said twice is.
        outgoing.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' && outgoing.reusedSocket && repeatable.has(method) ? resolve(sent()) : fail(error)));
        outgoing.end(payload);
      });
    const { status, text } = await sent();
    const parsed = parseJson(text);
    if (status >= 200 && status < 300) {
      if (parsed === undefined) throw new WireFailure(operation, { kind: 'garbled', message: text.slice(0, 200) });
      return parsed;
    }
    const said = refusal.safeParse(parsed).data;
    throw new WireFailure(operation, {
      kind: 'status',
      status,
      ...(said?.reason === undefined ? {} : { code: said.reason }),
      message: said?.message ?? text.slice(0, 200),
    });
  };

  const api: Api = {
    server,
    resources: createResources(call),
    call,
    get: async (path) => storedObject.parse(await call('GET', path)),
    find: (path) => absentIsUndefined(api.get(path)),
    list: async (path) => objectList.parse(await call('GET', path)).items,
    patch: async (path, patch) => storedObject.parse(await call('PATCH', path, { body: patch, contentType: 'application/merge-patch+json' })),
    remove: async (path, options = {}) => {
      await absentIsUndefined(call('DELETE', path, { body: { apiVersion: 'v1', kind: 'DeleteOptions', ...options } }));
    },
    watch: (path, onChange) => {
      const watching = openWatch(`${server}${path}`, agent, onChange);
      const handle = {
        close: () => {
          open.delete(handle);
          watching.close();
        },
      };
      open.add(handle);
      return handle;
    },
    close: () => {
      for (const handle of open) handle.close();
      agent.destroy();
    },
  };
  return api;
}

/** Whether an error is the API server's answer with this status. */
export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === status;
}

async function absentIsUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function openWatch(url: string, agent: Agent, onChange: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: StoredObject) => void): { close(): void } {
  let closed = false;
  let current: { destroy(): void } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const again = (): void => {
    if (!closed) timer = setTimeout(connect, 100);
  };
  const read = (answer: IncomingMessage): void => {
    let rest = '';
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const event = watchEvent.safeParse(parseJson(line)).data;
        const object = storedObject.safeParse(event?.object).data;
        if (closed || event === undefined || object === undefined) continue;
        if (event.type === 'ADDED' || event.type === 'MODIFIED' || event.type === 'DELETED') onChange(event.type, object);
      }
    });
    answer.once('close', again);
    answer.once('error', () => undefined);
  };
  function connect(): void {
    // Without a resourceVersion the server first sends everything there is.
    let answered = false;
    const outgoing = httpsRequest(`${url}${url.includes('?') ? '&' : '?'}watch=1`, { agent, headers: { accept: 'application/json' } }, (answer) => {
      answered = true;
      read(answer);
    });
    outgoing.once('error', () => undefined);
    outgoing.once('close', () => {
      if (!answered) again();
    });
    outgoing.end();
    current = outgoing;
  }
  connect();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      current?.destroy();
    },
  };
}
