import type http from 'node:http';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../wire/secret.ts';
import { jsonOf, retryAfterSeconds, textOf } from './answer.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import type { Impersonation } from './chosen-user.ts';
import type { Credential, Credentials } from './credentials.ts';
import { unlessEnded, withDeadline } from './deadline.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { createAgent, isSocks, proxyAuthorization } from './tunnel.ts';
import { StaleConnection, exchange } from './transport.ts';
import type { WireAnswer } from './transport.ts';

/** Longer waits are the caller's to decide: a person is looking on. */
const longestRetryAfterSeconds = 2;

export interface ConnectionInputs {
  readonly cluster: ChosenCluster;
  readonly credentials: Credentials;
  /** The client certificate that the first credential will have, where it is known before a plugin has run. */
  readonly certificate?: Credential['certificate'];
  readonly impersonation?: Impersonation | undefined;
  readonly proxy?: URL | undefined;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly now: () => number;
  readonly longestBody?: number | undefined;
  /** Called once, when every request so far has left: until their answers there is time for other work. */
  readonly onWaiting?: (() => void) | undefined;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly timeoutMs?: number;
  /** Media types of the answer, where plain JSON is not what is wanted. */
  readonly accept?: string;
  /** Media type of the body; plain JSON by default. */
  readonly contentType?: string;
  /** The path runs a program. */
  readonly runs?: true;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Connection {
  /** Sends one request, answers its JSON. `path` is absolute, with its query. Throws WireFailure and KubeConfigError. */
  json(method: Method, path: string, options?: RequestOptions): Promise<unknown>;
  /** Answers plain text instead. Throws as above. */
  text(path: string): Promise<string>;
  /** What the program that the path runs writes. Throws as above, also where the program fails. */
  output(path: string, timeoutMs: number): Promise<string>;
  clockSkewMs(): number | undefined;
  close(): void;
}

interface Attempt {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
  readonly accept: string;
  readonly contentType: string;
  readonly runs: true | undefined;
}

/** One API server over kept-alive connections. Opens none by itself. Throws KubeConfigError for unusable certificates. */
export function openConnection(inputs: ConnectionInputs): Connection {
  const { cluster, credentials, proxy, now } = inputs;
  const agents = agentPool(inputs);
  // Certificates that can't be used are told of now, not in the middle of a run.
  agents.for(inputs.certificate);
  const plainProxy = cluster.server.protocol === 'http:' && proxy !== undefined && !isSocks(proxy) ? proxy : undefined;
  const prefix = cluster.server.pathname.replace(/\/$/, '');
  let skew: number | undefined;
  const leaving = departures(inputs.onWaiting);

  const once = async (attempt: Attempt, credential: Credential, signal: AbortSignal): Promise<WireAnswer> => {
    const path = `${prefix}${attempt.path}`;
    const left = leaving();
    const answer = await exchange({
      ...attempt,
      agent: agents.for(credential.certificate),
      peer: plainProxy ?? cluster.server,
      path: plainProxy === undefined ? path : `${cluster.server.origin}${path}`,
      headers: {
        Host: cluster.server.host,
        ...headersOf(inputs, attempt, credential),
        ...(plainProxy === undefined ? {} : proxyAuthorization(plainProxy)),
      },
      signal,
      longestBody: inputs.longestBody,
      onSent: left,
    }).finally(left);
    const date = Date.parse(answer.headers.date ?? '');
    if (!Number.isNaN(date)) skew = date - now();
    return answer;
  };

  /** One request and, for a GET that is safe to repeat, one more, within one deadline. */
  const send = (attempt: Attempt, credential: Credential): Promise<WireAnswer> =>
    withDeadline(attempt.operation, attempt.timeoutMs, inputs.signal, async (signal) => {
      if (attempt.method !== 'GET') return once(attempt, credential, signal);
      let answer: WireAnswer;
      try {
        answer = await once(attempt, credential, signal);
      } catch (error) {
        if (!(error instanceof StaleConnection) || signal.aborted) throw error;
        return once(attempt, credential, signal);
      }
      const after = retryAfterSeconds(answer);
      const busy = answer.status === 429 || answer.status >= 500;
      if (!busy || after === undefined || after > longestRetryAfterSeconds) return answer;
      await sleep(after * 1_000, undefined, { signal });
      return once(attempt, credential, signal);
    });

  const answered = async <T>(
    method: Method,
    path: string,
    options: RequestOptions,
    read: (operation: string, answer: WireAnswer, sent: readonly Secret[]) => T,
  ): Promise<T> => {
    const { body, timeoutMs = inputs.timeoutMs, accept = acceptedFrom(path), contentType = 'application/json', runs } = options;
    const operation = `${method} ${path.split('?')[0] ?? path}`;
    const attempt = { operation, method, path, body: body === undefined ? undefined : JSON.stringify(body), timeoutMs, accept, contentType, runs };
    let credential = await unlessEnded(operation, inputs.signal, () => credentials.current());
    let answer = await send(attempt, credential);
    // A 401 means that nothing was done, so even a POST may be repeated.
    const refused = credential;
    if (answer.status === 401 && (await unlessEnded(operation, inputs.signal, () => credentials.renew(refused)))) {
      credential = await unlessEnded(operation, inputs.signal, () => credentials.current());
      answer = await send(attempt, credential);
    }
    return read(operation, answer, secretsOf(credential));
  };

  return {
    json: (method, path, options = {}) => answered(method, path, options, jsonOf),
    text: (path) => answered('GET', path, { accept: '*/*' }, textOf),
    output: (path, timeoutMs) => answered('GET', path, { accept: '*/*', timeoutMs, runs: true }, textOf),
    clockSkewMs: () => skew,
    close: () => agents.close(),
  };
}

/** Counts requests that are on their way out; `all` is called at the first time that none is. */
function departures(all: (() => void) | undefined): () => () => void {
  let staying = 0;
  let told = false;
  return () => {
    let here = true;
    staying += 1;
    return () => {
      if (here) staying -= 1;
      here = false;
      if (staying > 0 || told) return;
      told = true;
      all?.();
    };
  };
}

function headersOf(inputs: ConnectionInputs, attempt: Attempt, credential: Credential): http.OutgoingHttpHeaders {
  const { authorization } = credential;
  return {
    'User-Agent': inputs.userAgent,
    Accept: attempt.accept,
    ...(inputs.cluster.compression ? { 'Accept-Encoding': 'gzip' } : {}),
    ...(attempt.body === undefined ? {} : { 'Content-Type': attempt.contentType }),
    ...(authorization === undefined ? {} : { Authorization: authorization.reveal() }),
    ...(inputs.impersonation === undefined ? {} : impersonationHeaders(inputs.impersonation)),
  };
}

/** The key set has its own media type, and the API server answers 406 to any narrower wish. */
function acceptedFrom(path: string): string {
  return path.split('?')[0] === '/openid/v1/jwks' ? '*/*' : 'application/json';
}

/** Source: client-go `transport/round_trippers.go`. */
function impersonationHeaders(as: Impersonation): http.OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = { 'Impersonate-User': utf8Header(as.user) };
  if (as.uid !== undefined) headers['Impersonate-Uid'] = utf8Header(as.uid);
  if (as.groups.length > 0) headers['Impersonate-Group'] = as.groups.map(utf8Header);
  for (const [key, values] of as.extra) {
    if (values.length > 0) headers[`Impersonate-Extra-${escapeHeaderKey(key)}`] = values.map(utf8Header);
  }
  return headers;
}

function escapeHeaderKey(key: string): string {
  const bytes = [...Buffer.from(key, 'utf8')].map((byte) => {
    const character = String.fromCharCode(byte);
    const legal = /[A-Za-z0-9!#$&'*+\-.^_`|~]/.test(character);
    return legal ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return bytes.join('');
}

/** Node writes header characters as single bytes; Go writes UTF-8. */
function utf8Header(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

function secretsOf({ authorization }: Credential): readonly Secret[] {
  if (authorization === undefined) return [];
  return [authorization, new Secret(authorization.reveal().replace(/^\S+ /, ''))];
}

interface AgentPool {
  for(certificate: Credential['certificate']): http.Agent;
  close(): void;
}

/** One agent, and another only when a plugin gives a new client certificate: connections carry the one they began with. */
function agentPool(inputs: ConnectionInputs): AgentPool {
  const { cluster, proxy, timeoutMs } = inputs;
  const all: http.Agent[] = [];
  let current: { readonly certificate: Credential['certificate']; readonly agent: http.Agent } | undefined;
  return {
    for: (certificate) => {
      if (current === undefined || current.certificate?.pem !== certificate?.pem) {
        for (const sockets of Object.values(current?.agent.freeSockets ?? {})) {
          for (const socket of sockets ?? []) socket.destroy();
        }
        const agent = createAgent(cluster.server, proxy, tlsOptions(cluster, certificate), timeoutMs);
        current = { certificate, agent };
        all.push(agent);
      }
      return current.agent;
    },
    close: () => {
      for (const agent of all) agent.destroy();
    },
  };
}

function tlsOptions(cluster: ChosenCluster, certificate: Credential['certificate']): tls.ConnectionOptions {
  if (cluster.server.protocol === 'http:') return {};
  const options: tls.ConnectionOptions = {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: !cluster.insecure,
    ...trustedRoots(cluster),
    ...(certificate === undefined ? {} : { cert: certificate.pem, key: certificate.key.reveal() }),
    ...serverNameOptions(cluster.serverName),
  };
  try {
    return { ...options, secureContext: tls.createSecureContext(options) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const which = certificate === undefined ? 'the certificate authority' : 'the client certificate or its key';
    throw new KubeConfigError(
      `invalid configuration: ${which} can not be used (${code})`,
      'look at them with: kubectl config view --minify --raw',
    );
  }
}

function serverNameOptions(name: string | undefined): tls.ConnectionOptions {
  if (name === undefined) return {};
  const checkServerIdentity: typeof tls.checkServerIdentity = (_host, certificate) => tls.checkServerIdentity(name, certificate);
  // An address can't be asked for in the handshake (RFC 6066), only compared.
  return isIP(name) === 0 ? { servername: name, checkServerIdentity } : { checkServerIdentity };
}

/** Go trusts the roots of the machine; Node has its own, and those of NODE_EXTRA_CA_CERTS. All are right here. */
function trustedRoots(cluster: ChosenCluster): tls.ConnectionOptions {
  if (cluster.certificateAuthority !== undefined) return { ca: cluster.certificateAuthority };
  // Reading the store of the machine takes time, and before Node 22.15 there is no way to.
  if (cluster.insecure || !('getCACertificates' in tls)) return {};
  return { ca: [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])] };
}
