/** What the tests of this room stand on: a real HTTPS server on loopback, kubeconfig files in a folder, proxies. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { createAuthority } from '../../sandbox/certificates.ts';
import type { Authority } from '../../sandbox/certificates.ts';
import { connectKube } from '../api.ts';
import type { ConnectOptions, KubeApi } from '../api.ts';
import type { ConnectionFlags } from '../connection-flags.ts';

/** One authority for a test file: making keys is the slow part. */
export const authority: Authority = createAuthority('test authority');

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Common name of the client certificate. */
  readonly client?: string | undefined;
  readonly serverName?: string | undefined;
}

export interface ApiServer {
  readonly url: string;
  readonly port: number;
  readonly seen: Seen[];
  connections(): number;
}

export type Answer = (seen: Seen, response: http.ServerResponse, count: number) => void;

export interface ServerChoices {
  readonly plain?: boolean;
  readonly names?: readonly string[];
  readonly clientCertificates?: boolean;
}

export async function startApiServer(t: TestContext, answer: Answer, choices: ServerChoices = {}): Promise<ApiServer> {
  const seen: Seen[] = [];
  let connections = 0;
  const handle = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const socket = request.socket as Partial<TLSSocket>;
      const client = choices.clientCertificates ? socket.getPeerCertificate?.().subject?.CN : undefined;
      const entry: Seen = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        body: Buffer.concat(chunks).toString('utf8'),
        client: Array.isArray(client) ? client[0] : client,
        serverName: typeof socket.servername === 'string' ? socket.servername : undefined,
      };
      seen.push(entry);
      answer(entry, response, seen.length);
    });
  };
  const issued = authority.issueServer(choices.names ?? ['127.0.0.1', 'localhost']);
  const server = choices.plain
    ? http.createServer(handle)
    : https.createServer(
        {
          cert: issued.certificatePem,
          key: issued.keyPem,
          ...(choices.clientCertificates ? { requestCert: true, rejectUnauthorized: true, ca: authority.certificatePem } : {}),
        },
        handle,
      );
  server.on(choices.plain ? 'connection' : 'secureConnection', () => {
    connections += 1;
  });
  const port = await listen(t, server);
  return { url: `${choices.plain ? 'http' : 'https'}://127.0.0.1:${port}`, port, seen, connections: () => connections };
}

/** Listens on a free loopback port and ends with the test, connections and all. */
export async function listen(t: TestContext, server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export function json(response: http.ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

export function statusBody(code: number, reason: string, message: string): unknown {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, message, code };
}

export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-kube-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A kubeconfig with one context `test`; JSON is YAML too. */
function kubeconfigOf(cluster: unknown, user: unknown): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'c', user: 'u', namespace: 'shop' } }],
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user }],
  });
}

export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** `server` with the test authority. */
export function trusted(server: ApiServer, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { server: server.url, 'certificate-authority-data': base64(authority.certificatePem), ...more };
}

export interface Setup {
  readonly cluster: unknown;
  readonly user?: unknown;
  readonly flags?: ConnectionFlags;
  readonly options?: Partial<ConnectOptions>;
}

export function connect(t: TestContext, setup: Setup): KubeApi {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'config');
  writeFileSync(file, kubeconfigOf(setup.cluster, setup.user ?? {}));
  const kube = connectKube({
    env: { PATH: process.env['PATH'], KUBECONFIG: file },
    homeDirectory: folder,
    platform: 'linux',
    arch: 'x64',
    version: '0.1.0',
    stdinIsTerminal: false,
    pluginStderr: 'ignore',
    serviceAccountDirectory: path.join(folder, 'absent'),
    flags: { requestTimeout: '5', ...setup.flags },
    ...setup.options,
  });
  t.after(() => kube.close());
  return kube;
}

/** Takes any value as it is. */
export const anything = { parse: (value: unknown): unknown => value };

export interface Proxy {
  readonly port: number;
  /** The first line of each request, e.g. `CONNECT 127.0.0.1:6443`. */
  readonly lines: string[];
  readonly headers: http.IncomingHttpHeaders[];
}

/** An HTTP proxy: tunnels CONNECT, forwards absolute requests to `forwardTo`. */
export async function startProxy(t: TestContext, refuseWith?: number): Promise<Proxy> {
  const lines: string[] = [];
  const headers: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    lines.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    const forwarded = http.request(request.url ?? '', { method: request.method ?? 'GET', headers: request.headers, agent: false });
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  server.on('connect', (request, socket) => {
    lines.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const upstream = net.connect(Number(port), host === 'cluster.test' ? '127.0.0.1' : host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  return { port: await listen(t, server), lines, headers };
}
