import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { WireFailure } from '../wire/failure.ts';

/** The largest body we read, after decompression: some 20,000 pods. */
const longestBody = 64 * 1024 * 1024;

export interface WireRequest {
  /** For messages, e.g. `GET /api/v1/pods`. */
  readonly operation: string;
  readonly agent: http.Agent;
  /** Whom to connect to: the server, or the proxy that a plain request goes through. */
  readonly peer: URL;
  readonly method: string;
  readonly path: string;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
  readonly longestBody?: number | undefined;
  /** Runs a program: what it writes is the answer's body. */
  readonly runs?: true | undefined;
  /** Called when it has left for the server. */
  readonly onSent?: (() => void) | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A connection kept from an earlier request was already closed by the other side: the request may be sent again. */
export class StaleConnection extends WireFailure {}

/**
 * One HTTP exchange with its whole body. Throws WireFailure `unreachable` or `garbled`; when the signal aborts it
 * rejects too, with whatever the broken connection says, so the caller looks at the signal first.
 */
export async function exchange(request: WireRequest): Promise<WireAnswer> {
  const opened = await open(request);
  if ('output' in opened) return opened.output;
  const { answer } = opened;
  const limit = request.longestBody ?? longestBody;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of await bodyOf(answer)) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch (error) {
    answer.destroy();
    throw failureOf(request.operation, error, 'the connection ended in the middle of the answer');
  }
  if (size > limit) {
    answer.destroy();
    throw new WireFailure(request.operation, { kind: 'garbled', message: `the answer is larger than ${limit} bytes` });
  }
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) };
}

type Opened = { readonly answer: http.IncomingMessage } | { readonly output: Promise<WireAnswer> };

async function open(request: WireRequest): Promise<Opened> {
  const { operation, agent, peer, method, path, body, signal } = request;
  const send = peer.protocol === 'https:' ? https.request : http.request;
  const channels = request.runs === true ? await import('./channels.ts') : undefined;
  const upgrade = channels?.webSocketUpgrade();
  return new Promise((resolve, reject) => {
    let sent: http.ClientRequest;
    try {
      sent = send({
        agent,
        method,
        path,
        signal,
        host: peer.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: peer.port || (peer.protocol === 'https:' ? 443 : 80),
        headers: body === undefined ? { ...request.headers, ...upgrade?.headers } : { ...request.headers, 'Content-Length': Buffer.byteLength(body) },
      });
    } catch (error) {
      // Node names the header it refuses, never its value.
      reject(new WireFailure(operation, { kind: 'not-sent', message: textOf(error, 'the request can not be written') }));
      return;
    }
    sent.on('response', (answer) => resolve({ answer }));
    if (channels !== undefined) {
      sent.on('upgrade', (answer, socket, head) => {
        if (upgrade?.accepts(answer) === true) return resolve({ output: channels.outputOf(operation, socket, head, request.longestBody ?? longestBody, signal) });
        socket.destroy();
        reject(new WireFailure(operation, { kind: 'garbled', message: 'the answer to a WebSocket is not one' }));
      });
    }
    sent.on('error', (error) => {
      const failure = failureOf(operation, error);
      const lost = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(sent.reusedSocket && lost ? new StaleConnection(operation, failure.fault) : failure);
    });
    sent.once('finish', () => request.onSent?.());
    // As bytes: a text would be sent in one piece with the headers and in its own encoding, not in theirs.
    sent.end(body === undefined ? undefined : Buffer.from(body, 'utf8'));
    // A server that refuses to upgrade hangs up afterwards, which the next request would not know. Writing the headers has set it.
    if (upgrade !== undefined) sent.shouldKeepAlive = false;
  });
}

/** Small answers come unpacked, and most are small: what unpacks is loaded for the others. */
async function bodyOf(answer: http.IncomingMessage): Promise<Readable> {
  if (answer.headers['content-encoding'] !== 'gzip') return answer;
  // what breaks while it is loaded is told to the unpacking stream
  let broken: Error | undefined;
  answer.on('error', (error) => (broken = error));
  const { createGunzip } = await import('node:zlib');
  const unzip = createGunzip();
  if (broken !== undefined) return unzip.destroy(broken);
  answer.on('error', (error) => unzip.destroy(error));
  return answer.pipe(unzip);
}

function failureOf(operation: string, error: unknown, lostText?: string): WireFailure {
  const code = codeOf(error);
  // HPE_* is Node's HTTP parser, Z_* is gzip: somebody answered, but not what we speak.
  if (code.startsWith('HPE_')) return new WireFailure(operation, { kind: 'garbled', message: `the answer is not HTTP (${code})` });
  if (code.startsWith('Z_')) return new WireFailure(operation, { kind: 'garbled', message: `the answer is not gzip (${code})` });
  const lost = lostText !== undefined && (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE');
  return new WireFailure(operation, { kind: 'unreachable', code, message: lost ? lostText : textOf(error, code) });
}

/** Node's code; for several addresses that all failed, that of the first. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first === undefined ? 'ERR_UNKNOWN' : codeOf(first);
}

function textOf(error: unknown, otherwise: string): string {
  if (!(error instanceof Error)) return otherwise;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  if (first !== undefined) return textOf(first, otherwise);
  // OpenSSL's reason is one clause of a message that also has addresses of its source files.
  if ('reason' in error && typeof error.reason === 'string' && error.message.includes('SSL routines')) return error.reason;
  return error.message || otherwise;
}
