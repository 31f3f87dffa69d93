/**
 * For tests: a CONNECT proxy on loopback that leads every host to one TLS server with a scripted answer,
 * and a child process that uses the Azure port through it. NODE_EXTRA_CA_CERTS is read at process start, so it takes a child.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { createAuthority } from '../../sandbox/certificates.ts';

export interface Received {
  readonly method: string;
  readonly host: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'reset'
  | 'hang'
  /** Half of a body, then silence. */
  | 'stall'
  /** Half of a body, then the end of the connection. */
  | 'cut';

export interface LoopbackOptions {
  readonly answer: (request: Received) => Reply;
  /** Hosts whose CONNECT the proxy answers with this status, or not at all. */
  readonly refuse?: Readonly<Record<string, number | 'hang'>>;
}

export interface Loopback {
  readonly requests: readonly Received[];
  /** Host and port of each CONNECT. */
  readonly tunnels: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startLoopback({ answer, refuse = {} }: LoopbackOptions): Promise<Loopback> {
  const requests: Received[] = [];
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  const authority = createAuthority('loopback');
  const fallback = authority.issueServer(['localhost']);
  const origin = createTlsServer({
    cert: fallback.certificatePem,
    key: fallback.keyPem,
    keepAliveTimeout: 60_000,
    SNICallback: (name, done) => {
      const { certificatePem, keyPem } = authority.issueServer([name]);
      done(null, createSecureContext({ cert: certificatePem, key: keyPem }));
    },
  });
  origin.on('request', (request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url: path = '', headers } = request;
    const received: Received = { method, host: headers.host ?? '', path, headers, body: Buffer.concat(chunks).toString('utf8') };
    requests.push(received);
    const reply = answer(received);
    if (reply === 'hang') return;
    if (reply === 'reset') return void request.socket.destroy();
    if (reply === 'stall' || reply === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"half":');
      if (reply === 'cut') setTimeout(() => request.socket.destroy(), 50);
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' || reply.body instanceof Buffer ? reply.body : JSON.stringify(reply.body ?? {}));
  }
  const proxy = createServer();
  proxy.on('connect', (request, client: Socket) => {
    tunnels.push(request.url ?? '');
    const status = refuse[(request.url ?? '').replace(/:\d+$/, '')];
    if (status === 'hang') return void sockets.add(client);
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} Refused\r\ncontent-type: text/html\r\n\r\n<html>blocked</html>`);
    const upstream = connect((origin.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    return undefined;
  });
  origin.listen(0, '127.0.0.1');
  proxy.listen(0, '127.0.0.1');
  await Promise.all([once(origin, 'listening'), once(proxy, 'listening')]);
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-azure-'));
  const caFile = join(directory, 'ca.pem');
  await writeFile(caFile, authority.certificatePem);
  return {
    requests,
    tunnels,
    env: { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, NODE_EXTRA_CA_CERTS: caFile },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      origin.close();
      proxy.close();
      await rm(directory, { recursive: true });
    },
  };
}

export interface Job {
  readonly azure: { readonly env: Readonly<Record<string, string>>; readonly deadlineMs?: number };
  /** Methods of the port in order, all at once if `parallel`. `{"$secret": …}` in an argument becomes a Secret, `"$shape"` a Shape. */
  readonly steps: readonly { readonly method: string; readonly args: readonly unknown[] }[];
  readonly parallel?: boolean;
}

export interface StepResult {
  readonly value?: unknown;
  readonly fault?: { readonly kind: string; readonly [field: string]: unknown };
  /** An error that is no WireFailure. */
  readonly bug?: string;
  readonly durationMs: number;
}

export interface Probe {
  readonly results: readonly StepResult[];
  /** Everything the child wrote, the inspected errors and results included. */
  readonly output: string;
  /** False where something kept the child alive after its results. */
  readonly endedByItself: boolean;
}

const marker = 'RESULTS ';

/** Runs a job in a child process that reaches Azure through the loopback only. */
export async function probe(loopback: Pick<Loopback, 'env'>, job: Job, env: Readonly<Record<string, string>> = {}): Promise<Probe> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./probe.ts'))], {
    env: { ...loopback.env, PATH: '/nonexistent', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const kill = (): boolean => child.kill('SIGKILL');
  const limits = [setTimeout(kill, 30_000)];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
    if (stdout.includes(`\n${marker}`)) limits.push(setTimeout(kill, 1500));
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.end(JSON.stringify(job));
  const [exitCode]: unknown[] = await once(child, 'close');
  limits.forEach(clearTimeout);
  const line = stdout.split('\n').find((candidate) => candidate.startsWith(marker));
  if (line === undefined) throw new Error(`the child gave no results: ${stdout}${stderr}`);
  return { results: JSON.parse(line.slice(marker.length)) as StepResult[], output: stdout + stderr, endedByItself: exitCode === 0 };
}
