import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Socket } from 'node:net';
import { connectThroughSocks } from './socks.ts';
import { displayUrl, loginOf } from './url.ts';

/** kubectl has one HTTP/2 connection; over HTTP/1.1 more of them must carry a run's parallel questions. */
const maxSockets = 10;

const pool = { keepAlive: true, maxSockets, scheduling: 'lifo' } as const;

/** An agent that reaches one server, directly or through a proxy; `proxyTimeoutMs` bounds the way to the server. */
export function createAgent(server: URL, proxy: URL | undefined, secure: tls.ConnectionOptions, proxyTimeoutMs: number): http.Agent {
  if (server.protocol === 'http:') {
    // A plain request goes to an HTTP proxy as it is; only SOCKS needs a tunnel.
    return proxy !== undefined && isSocks(proxy) ? new SocksAgent(proxy, proxyTimeoutMs) : plainAgent(proxy);
  }
  const options = { ...pool, ...secure };
  return proxy === undefined ? new https.Agent(options) : new TunnelAgent(options, proxy, proxyTimeoutMs);
}

export function isSocks(proxy: URL): boolean {
  return proxy.protocol === 'socks5:' || proxy.protocol === 'socks5h:';
}

/** The Proxy-Authorization header for the user and password in a proxy's URL. */
export function proxyAuthorization(proxy: URL): Record<string, string> {
  const { user, password } = loginOf(proxy);
  if (user === '' && password === '') return {};
  const pair = `${user}:${password}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}

function plainAgent(proxy: URL | undefined): http.Agent {
  return proxy?.protocol === 'https:' ? new https.Agent(pool) : new http.Agent(pool);
}

type Opened = (error: Error | null, stream: Duplex) => void;

/** Hands an agent its stream, or the reason why there is none; the agent's types know only the first case. */
async function deliver(opening: Promise<Duplex>, callback: Opened | undefined): Promise<void> {
  let stream: Duplex;
  try {
    stream = await opening;
  } catch (error) {
    const refuse = callback as ((error: Error) => void) | undefined;
    refuse?.(error instanceof Error ? error : new Error('the proxy failed'));
    return;
  }
  callback?.(null, stream);
}

class SocksAgent extends http.Agent {
  readonly #proxy: URL;
  readonly #timeoutMs: number;

  constructor(proxy: URL, timeoutMs: number) {
    super(pool);
    this.#proxy = proxy;
    this.#timeoutMs = timeoutMs;
  }

  override createConnection(options: http.ClientRequestArgs, callback?: Opened): undefined {
    const opening = connectThroughSocks(this.#proxy, options.host ?? '', Number(options.port ?? 80), this.#timeoutMs);
    void deliver(opening, callback);
  }
}

class TunnelAgent extends https.Agent {
  readonly #proxy: URL;
  readonly #timeoutMs: number;

  constructor(options: https.AgentOptions, proxy: URL, timeoutMs: number) {
    super(options);
    this.#proxy = proxy;
    this.#timeoutMs = timeoutMs;
  }

  override createConnection(options: https.RequestOptions, callback?: Opened): undefined {
    const host = options.host ?? '';
    const port = Number(options.port ?? 443);
    const open = isSocks(this.#proxy) ? connectThroughSocks : connectThroughHttp;
    const secured = async (): Promise<Duplex> => {
      const socket = await open(this.#proxy, host, port, this.#timeoutMs);
      return tls.connect({ ...(options as tls.ConnectionOptions), socket });
    };
    void deliver(secured(), callback);
  }
}

/** Asks an HTTP proxy for a tunnel (CONNECT). */
function connectThroughHttp(proxy: URL, host: string, port: number, timeoutMs: number): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const { request } = proxy.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      path: authority,
      headers: { Host: authority, ...proxyAuthorization(proxy) },
      agent: false,
      timeout: timeoutMs,
    });
    const refused = (what: string, code: string): void => {
      reject(Object.assign(new Error(`the proxy ${displayUrl(proxy)} ${what}`), { code }));
      asked.destroy();
    };
    asked.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) {
        socket.setTimeout(0);
        resolve(socket);
      } else {
        socket.destroy();
        refused(`answered CONNECT with ${answer.statusCode ?? '?'}`, 'ERR_PROXY_TUNNEL');
      }
    });
    asked.on('response', (answer) => refused(`answered CONNECT with ${answer.statusCode ?? '?'}`, 'ERR_PROXY_TUNNEL'));
    asked.on('timeout', () => refused('does not answer', 'ETIMEDOUT'));
    asked.on('error', (error) => {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : 'ERR_PROXY_TUNNEL';
      refused(`can't be reached: ${error.message || code}`, code);
    });
    asked.end();
  });
}
