/** HTTPS in front of the simulation: faults, authentication, authorization, then the answer onto the wire. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { Server as TcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../scenario.ts';
import { failureAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { authenticate } from './authentication.ts';
import type { Authenticator } from './authentication.ts';
import { requireAllowed } from './authorization.ts';
import { spoiled } from './faults.ts';
import type { FaultList } from './faults.ts';
import { answerPath } from './paths.ts';
import { requestInfo } from './request-info.ts';
import { answerResource } from './resources.ts';
import { ApiFailure, internalError } from './status.ts';

export interface RequestRecord {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 until, and unless, an answer was begun. */
  readonly status: number;
  /** Empty where the request did not get as far as authentication. */
  readonly user: string;
}

type OpenRecord = { -readonly [K in keyof RequestRecord]: RequestRecord[K] };

export interface ListenerOptions extends Authenticator {
  readonly faults: FaultList;
  readonly certificatePem: string;
  readonly keyPem: string;
  readonly clientCaPem: string;
  /** Every request is added here as it arrives. */
  readonly requests: RequestRecord[];
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

const host = '127.0.0.1';
/** As the real server: smaller answers are not worth packing. */
const gzipFrom = 128 * 1024;
const longestBody = 8 * 1024 * 1024;
/** Between two bytes of an answer that drips. */
const dripMs = 200;

/** Listens on a free port of 127.0.0.1. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const connections = new Map<number, Socket>();
  const server = createServer(
    {
      cert: options.certificatePem,
      key: options.keyPem,
      ca: options.clientCaPem,
      requestCert: true,
      rejectUnauthorized: false,
      keepAliveTimeout: 120_000,
    },
    (request, response) => {
      void serve(options, connections, request, response);
    },
  );
  // A TLS socket cannot send a reset; the TCP socket below it can.
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    connections.set(port, socket);
    socket.once('close', () => connections.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server, connections) };
}

/** Node's own close of an HTTP server throws where a connection was reset below it; that of the TCP server does not. */
function close(server: Server, connections: ReadonlyMap<number, Socket>): Promise<void> {
  return new Promise((resolve) => {
    TcpServer.prototype.close.call(server, () => resolve());
    for (const socket of connections.values()) socket.destroy();
  });
}

async function serve(
  options: ListenerOptions,
  connections: ReadonlyMap<number, Socket>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const record: OpenRecord = { method, path, status: 0, user: '' };
  options.requests.push(record);
  const fault = options.faults.take(`${method} ${host}${path}`);
  if (fault === 'reset') {
    connections.get(request.socket.remotePort ?? 0)?.resetAndDestroy();
    request.socket.destroy();
    return;
  }
  if (fault === 'hang') return;
  if (typeof fault === 'object' && 'delayMs' in fault) await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref());
  const answer = typeof fault === 'object' && 'answer' in fault ? faultAnswer(fault) : await answerOf(options, request, record);
  record.status = answer.status;
  write(request, response, spoiled(answer, fault), fault);
}

function faultAnswer(fault: Extract<Fault['act'], { answer: number }>): Answer {
  return { status: fault.answer, headers: { 'content-type': 'application/json', ...fault.headers }, body: fault.body };
}

async function answerOf(options: ListenerOptions, request: IncomingMessage, record: OpenRecord): Promise<Answer> {
  try {
    const body = await bodyOf(request);
    const url = new URL(`https://${host}${record.path}`);
    const info = requestInfo(record.method, url);
    const user = authenticate(options, request.socket, request.headers, info);
    record.user = user.name;
    requireAllowed(options.state, user, info);
    const accept = request.headers.accept ?? '';
    if (info.type === 'path') return answerPath(options.state, options.issuer, info.path, accept, request.headers.host ?? host);
    return answerResource({
      ...options,
      user,
      info,
      query: url.searchParams,
      accept,
      contentType: request.headers['content-type'] ?? '',
      userAgent: request.headers['user-agent'] ?? 'unknown',
      body,
    });
  } catch (error) {
    // A body that is no object of its kind makes the simulation stumble; the client still gets a Status.
    return failureAnswer(error instanceof ApiFailure ? error : internalError(error instanceof Error ? error.message : 'unknown'));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length > longestBody) throw new ApiFailure(413, 'RequestEntityTooLarge', 'Request entity too large: limit is 3145728', {});
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function write(request: IncomingMessage, response: ServerResponse, answer: Answer, fault: Fault['act'] | undefined): void {
  const headers = { 'audit-id': randomUUID(), 'cache-control': 'no-cache, private', ...answer.headers };
  if (answer.stream !== undefined) {
    response.writeHead(answer.status, headers);
    response.flushHeaders();
    const stop = answer.stream((line) => response.write(line), () => response.end());
    response.once('close', stop);
    return;
  }
  const text = Buffer.from(answer.body);
  const packed = text.length > gzipFrom && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = packed ? gzipSync(text, { level: 1 }) : text;
  response.writeHead(answer.status, { ...headers, ...(packed ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' } : {}), 'content-length': body.length });
  if (request.method === 'HEAD') response.end();
  else if (fault === 'stall' || fault === 'drip') stall(response, body, fault);
  else response.end(body);
}

function stall(response: ServerResponse, body: Buffer, fault: 'stall' | 'drip'): void {
  let sent = Math.floor(body.length / 2);
  response.write(body.subarray(0, sent));
  if (fault === 'stall') return;
  const drip = setInterval(() => response.write(body.subarray(sent, (sent += 1))), dripMs).unref();
  response.once('close', () => clearInterval(drip));
}
