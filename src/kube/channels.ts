/** What a program in a container writes, over a WebSocket (RFC 6455) with Kubernetes' channels. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { WireFailure } from '../wire/failure.ts';
import type { WireAnswer } from './transport.ts';

/** Newest first; in each the first byte of a message is its channel. Source: apimachinery `util/remotecommand/constants.go`. */
const protocols = 'v5.channel.k8s.io, v4.channel.k8s.io';
const channels = { output: 1, error: 3 } as const;
const opcodes = { continued: 0, close: 8, ping: 9, pong: 10 } as const;

export interface Upgrade {
  readonly headers: OutgoingHttpHeaders;
  /** Whether the answer is one to these headers. */
  accepts(answer: IncomingMessage): boolean;
}

export function webSocketUpgrade(): Upgrade {
  const key = randomBytes(16).toString('base64');
  const expected = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return {
    headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Protocol': protocols },
    accepts: ({ headers }) => headers['sec-websocket-accept'] === expected,
  };
}

/**
 * Reads what the program writes until it ends: 200 with its output, or the `Status` that says how it failed, with its code.
 *
 * Throws WireFailure where the connection breaks off before, or more than `longest` bytes come.
 */
export function outputOf(operation: string, socket: Duplex, head: Buffer, longest: number, signal: AbortSignal): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const written: Buffer[] = [];
    let size = head.length;
    let pending: Buffer = head;
    let message: Buffer = Buffer.alloc(0);
    let status: Buffer | undefined;
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      settle();
    };
    const fail = (text: string): void => end(() => reject(new WireFailure(operation, { kind: 'garbled', message: text })));
    const abort = (): void => end(() => reject(new WireFailure(operation, { kind: 'unreachable', code: 'ABORT_ERR', message: 'the run has ended' })));
    const finish = (): void => {
      if (status === undefined) fail('the connection ended before the program did');
      else end(() => resolve(answerOf(status ?? Buffer.alloc(0), Buffer.concat(written))));
    };
    const take = (opcode: number, final: boolean, payload: Buffer): void => {
      if (opcode === opcodes.ping) socket.write(masked(opcodes.pong, payload));
      if (opcode === opcodes.close) finish();
      if (opcode >= opcodes.close) return;
      message = opcode === opcodes.continued ? Buffer.concat([message, payload]) : payload;
      if (!final) return;
      const content = message.subarray(1);
      if (message[0] === channels.output) written.push(content);
      if (message[0] === channels.error) status = content;
    };
    const read = (): void => {
      for (let frame = firstFrame(pending); frame !== undefined; frame = firstFrame(pending)) {
        pending = pending.subarray(frame.length);
        take(frame.opcode, frame.final, frame.payload);
        if (socket.destroyed) return;
      }
    };
    socket.on('data', (bytes: Buffer) => {
      size += bytes.length;
      if (size > longest) return fail(`the program writes more than ${longest} bytes`);
      pending = Buffer.concat([pending, bytes]);
      read();
    });
    socket.on('error', () => finish());
    socket.on('end', () => finish());
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    read();
  });
}

interface Frame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Buffer;
  /** Of the whole frame. */
  readonly length: number;
}

/** The frame at the beginning, where it has come whole; a server masks nothing. */
export function firstFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const size = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + size) return undefined;
  const first = bytes.readUInt8(0);
  return { opcode: first & 0x0f, final: first >= 0x80, payload: bytes.subarray(start, start + size), length: start + size };
}

/** A frame of at most 125 bytes from a client, which masks. */
function masked(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const body = payload.subarray(0, 125).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | body.length]), mask, body]);
}

function answerOf(status: Buffer, output: Buffer): WireAnswer {
  const failed = failureIn(status.toString('utf8'));
  if (failed === undefined) return { status: 200, headers: { 'content-type': 'text/plain' }, body: output };
  return { status: 500, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ ...failed, kind: 'Status' })) };
}

function failureIn(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'status' in parsed) return parsed.status === 'Success' ? undefined : parsed;
  } catch {
    // told below
  }
  return { message: 'the end of the program was told in words that are no Status' };
}
