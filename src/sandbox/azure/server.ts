/**
 * The wire: an HTTP CONNECT proxy on loopback that tunnels every host to one TLS server with a certificate per host.
 *
 * A host that does not resolve cannot be shown to a client behind a proxy as ENOTFOUND: the proxy resolves names.
 * As real proxies do, CONNECT is answered 502 with `Proxy-Status` (RFC 9209) and a body that says why; Node clients of
 * https-proxy-agent (all Azure SDKs) see that as the response to their own request: status 502.
 */
import { createServer as createProxy } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Authority } from '../certificates.ts';
import type { Answer, Call, Outcome } from './wire.ts';

export type ConnectRefusal = 'dns-error' | 'connection-refused';

export interface Wire {
  readonly proxyUrl: string;
  /** Ends every connection at once, and takes new ones. */
  disconnect(): void;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

export interface WireHandlers {
  refuses(host: string): ConnectRefusal | undefined;
  handle(call: Call): Promise<Outcome>;
}

/** Node's default of 5 s resets clients that idle between two requests. */
const keepAliveMs = 600_000;
const bodyBound = 1024 * 1024;
/** Between two bytes of an answer that drips. */
const dripMs = 200;

export async function serveWire(authority: Authority, address: string, { refuses, handle }: WireHandlers): Promise<Wire> {
  const contexts = new Map<string, SecureContext>();
  const contextOf = (host: string): SecureContext => {
    const known = contexts.get(host);
    if (known !== undefined) return known;
    const issued = authority.issueServer([host]);
    const context = createSecureContext({ key: issued.keyPem, cert: issued.certificatePem });
    contexts.set(host, context);
    return context;
  };
  const fallback = authority.issueServer(['localhost', '127.0.0.1', '::1']);
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    respond(request, response, handle).catch(() => request.socket.destroy());
  };
  const tls = createTlsServer(
    { key: fallback.keyPem, cert: fallback.certificatePem, keepAliveTimeout: keepAliveMs, SNICallback: (host, done) => done(null, contextOf(host.toLowerCase())) },
    answer,
  );
  const tlsPort = await listen(tls, '127.0.0.1');

  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  // A plain http:// request through the proxy: nothing of Azure speaks it, but whoever tries is recorded.
  const proxy = createProxy({ keepAliveTimeout: keepAliveMs }, answer);
  proxy.on('connection', track);
  tls.on('connection', track);
  proxy.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    const host = hostName(request.url ?? '');
    const refusal = refuses(host);
    if (refusal !== undefined) client.end(refusalText(host, refusal));
    else tunnel(client, head, tlsPort, track);
  });
  const port = await listen(proxy, address);
  const disconnect = (): void => {
    for (const socket of sockets) socket.destroy();
    tls.closeAllConnections();
  };
  return {
    proxyUrl: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    disconnect,
    close: async () => {
      const closed = [proxy, tls].map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      disconnect();
      await Promise.all(closed);
    },
  };
}

async function listen(server: NetServer, address: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function tunnel(client: Duplex, head: Buffer, port: number, track: (socket: Duplex) => void): void {
  const upstream: Socket = connect(port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  track(upstream);
  upstream.on('error', () => client.destroy());
  upstream.once('close', () => client.destroy());
  client.once('close', () => upstream.destroy());
}

function refusalText(host: string, refusal: ConnectRefusal): string {
  const [status, body] =
    refusal === 'dns-error'
      ? ['dns_error; rcode="NXDOMAIN"', `getaddrinfo ENOTFOUND ${host}`]
      : ['connection_refused', `connect ECONNREFUSED ${host}:443`];
  const lines = ['HTTP/1.1 502 Bad Gateway', `Proxy-Status: sandbox; error=${status}`, 'Content-Type: text/plain', `Content-Length: ${body.length}`, 'Connection: close'];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function hostName(authority: string): string {
  return authority.replace(/:\d+$/, '').toLowerCase();
}

async function respond(request: IncomingMessage, response: ServerResponse, handle: WireHandlers['handle']): Promise<void> {
  const body = await readBody(request);
  const outcome = await handle(callOf(request, body));
  if (outcome === 'hang') return;
  if (outcome === 'reset') {
    request.socket.destroy();
  } else if ('stall' in outcome) {
    stall(response, outcome.stall, outcome.drips);
  } else {
    response.writeHead(outcome.status, headersOf(outcome));
    response.end(request.method === 'HEAD' ? undefined : outcome.body);
  }
}

function stall(response: ServerResponse, answer: Answer, drips: boolean): void {
  const bytes = Buffer.from(answer.body);
  let sent = Math.floor(bytes.length / 2);
  response.writeHead(answer.status, headersOf(answer));
  response.write(bytes.subarray(0, sent));
  if (!drips) return;
  const drip = setInterval(() => response.write(bytes.subarray(sent, (sent += 1))), dripMs).unref();
  response.once('close', () => clearInterval(drip));
}

function headersOf(answer: Answer): Record<string, string> {
  const bodiless = answer.status === 204 || answer.status === 304;
  return { ...answer.headers, ...(bodiless ? {} : { 'content-length': String(Buffer.byteLength(answer.body)) }) };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyBound) throw new RangeError('request body over the bound');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function callOf(request: IncomingMessage, body: string): Call {
  const host = hostName(request.headers.host ?? '');
  // A proxy request carries the whole address, a tunnelled one only path and query.
  const target = (request.url ?? '/').replace(/^http:\/\/[^/]*/i, '');
  const [path = '/', query = ''] = target.split(/\?(.*)/s);
  return { method: request.method ?? 'GET', host, path: decodePath(path), query: new URLSearchParams(query), target, headers: request.headers, body };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
