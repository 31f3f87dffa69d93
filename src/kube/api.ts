import { WireFailure } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import type { Shape } from '../wire/shape.ts';
import { shaped } from './answer.ts';
import { choose } from './choose.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { requestTimeoutMs } from './connection-flags.ts';
import { openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { credentialsOf } from './credentials.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { loadKubeconfig } from './kubeconfig.ts';
import { readPluginPolicy } from './plugin-policy.ts';
import type { AccessQuestion, KubePort, TokenRequestSpec } from './port.ts';
import { proxyFromEnvironment } from './proxy.ts';
import { bare, withQuery } from './request-path.ts';
import { displayUrl } from './url.ts';
import type { KubeWriter } from './write-port.ts';
import { createWriter } from './writer.ts';

export interface ConnectOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  /** Node's word for it, e.g. `x64`. */
  readonly arch: string;
  /** Of this tool, without `v`. */
  readonly version: string;
  readonly flags: ConnectionFlags;
  /** Ends every request and credential plugin of the run. */
  readonly signal?: AbortSignal | undefined;
  readonly stdinIsTerminal: boolean;
  /** Where a credential plugin's stderr goes; default `inherit`. A number is a file descriptor. */
  readonly pluginStderr?: 'inherit' | 'ignore' | number | undefined;
  /** Nobody waits for a login: plugins run without a terminal, and an `auth-provider` of old is not asked. */
  readonly unattended?: boolean | undefined;
  /** Called just before a credential plugin starts: it may print and ask. */
  readonly onPluginStart?: ((command: string) => void) | undefined;
  /** For one line that kubectl would warn with, e.g. a KUBECONFIG none of whose files exist. */
  readonly warn?: ((message: string) => void) | undefined;
  /** Called once, when every request so far has left: until their answers there is time for other work. */
  readonly onWaiting?: (() => void) | undefined;
  /** ms since 1970. */
  readonly now?: (() => number) | undefined;
  /** Where a pod has its own token; default is the kubelet's place. */
  readonly serviceAccountDirectory?: string | undefined;
  /** Largest body in bytes, after decompression. */
  readonly longestBody?: number | undefined;
}

export interface KubeApi extends KubePort {
  readonly writer: KubeWriter;
  /** Gets the credentials now, running a plugin if there is one. Throws KubeConfigError (exit code 4). */
  authenticate(): Promise<void>;
  /**
   * Names of the objects of a collection, page by page: of each object only the metadata is asked for.
   *
   * Throws WireFailure; what came before it has been handed over.
   */
  names(path: string): AsyncIterable<readonly string[]>;
  /** Opens the first connection early. What goes wrong on the wire is left to the first real request. */
  preconnect(): Promise<void>;
}

const pageSize = 500;
/** A webhook may take 30 s (`timeoutSeconds`), ten by default: what the API server says of one that is silent is worth the wait. */
const admissionTimeoutMs = 35_000;
const kubeletDirectory = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The API server that kubectl would talk to with the same files, environment and flags.
 *
 * Reads files, opens no connection and runs no plugin. Throws KubeConfigError. The methods throw WireFailure for what
 * the server or the network did, and KubeConfigError if credentials can't be had; so a plugin that fails is told
 * apart from a server that refuses.
 */
export function connectKube(options: ConnectOptions): KubeApi {
  const { flags } = options;
  const now = options.now ?? Date.now;
  const timeoutMs = requestTimeoutMs(flags.requestTimeout);
  const dryRunTimeoutMs = flags.requestTimeout ? timeoutMs : Math.max(timeoutMs, admissionTimeoutMs);
  const places = { env: options.env, homeDirectory: options.homeDirectory, platform: options.platform, explicit: flags.kubeconfig };
  const { config, missing } = loadKubeconfig(places);
  if (options.env['KUBECONFIG'] && missing.length > 0 && config.contexts.size === 0) {
    options.warn?.(`Config not found: ${missing.join(', ')}`);
  }
  const serviceAccountDirectory = options.serviceAccountDirectory ?? kubeletDirectory;
  const chosen = choose({ config, flags, places, serviceAccountDirectory });
  const { cluster, user } = chosen;
  const credentials = credentialsOf(user, cluster, {
    ...places,
    policy: user.exec === undefined ? { type: 'AllowAll' } : readPluginPolicy(places),
    stdinIsTerminal: options.stdinIsTerminal,
    stderr: options.pluginStderr ?? 'inherit',
    unattended: options.unattended,
    signal: options.signal,
    onStart: options.onPluginStart,
  }, now);
  const connection = openConnection({
    cluster,
    credentials,
    certificate: user.certificate,
    impersonation: user.impersonation,
    proxy: cluster.proxy ?? proxyFromEnvironment(cluster.server, options.env),
    userAgent: userAgent(options),
    timeoutMs,
    signal: options.signal,
    now,
    longestBody: options.longestBody,
    onWaiting: options.onWaiting,
  });
  const target = {
    ...(chosen.context === undefined ? {} : { context: chosen.context }),
    server: displayUrl(cluster.server),
    namespace: chosen.namespace,
  };
  return {
    target,
    get: async (path, shape) => shaped(`GET ${bare(path)}`, await connection.json('GET', path), shape),
    list: (path, item) => listAll(connection, path, item),
    names: (path) => namesOf(connection, path),
    requestToken: (spec) => requestToken(connection, spec),
    dryRunCreate: async (path, body, shape) =>
      shaped(`POST ${bare(path)}`, await connection.json('POST', withQuery(path, { dryRun: 'All' }), { body, timeoutMs: dryRunTimeoutMs }), shape),
    writer: createWriter(connection, dryRunTimeoutMs),
    mayI: (question) => mayI(connection, question),
    mayAccount: (account, question) => mayAccount(connection, account, question),
    clockSkewMs: () => connection.clockSkewMs(),
    close: () => connection.close(),
    authenticate: async () => void (await credentials.current()),
    preconnect: async () => {
      try {
        await connection.json('GET', '/version');
      } catch (error) {
        if (error instanceof KubeConfigError) throw error;
      }
    },
  };
}

/** `kubectl-wi/0.1.0 (linux/amd64)`, with Go's names as in kubectl's own. */
function userAgent({ version, platform, arch }: ConnectOptions): string {
  const system = platform === 'win32' ? 'windows' : platform;
  const machine = { x64: 'amd64', ia32: '386' }[arch] ?? arch;
  return `kubectl-wi/${version} (${system}/${machine})`;
}

/**
 * A whole list, page by page. Each page is checked to be a list: what is no list is not an empty one.
 *
 * A continue token lives some minutes; if it has expired the list is asked for once more in one piece, as client-go's
 * pager does, because later pages alone would be of another moment.
 */
async function listAll<T>(connection: Connection, path: string, item: Shape<T>): Promise<readonly T[]> {
  const operation = `GET ${bare(path)}`;
  let items: T[] = [];
  let next = '';
  let limit: string | undefined = String(pageSize);
  for (;;) {
    let page: Page;
    try {
      page = pageOf(operation, await connection.json('GET', withQuery(path, { limit, continue: next || undefined })));
    } catch (error) {
      const expired = error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 410;
      if (!expired || next === '') throw error;
      items = [];
      next = '';
      limit = undefined;
      continue;
    }
    for (const entry of page.items) items.push(shaped(operation, entry, item));
    if (page.next === '') return items;
    if (page.next === next) throw new WireFailure(operation, { kind: 'garbled', message: 'the list continues at the same place' });
    next = page.next;
  }
}

/** A server that knows no metadata-only answer gives the whole objects, and their names are in the same place. */
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

async function* namesOf(connection: Connection, path: string): AsyncIterable<readonly string[]> {
  const operation = `GET ${bare(path)}`;
  let next = '';
  do {
    const page = pageOf(operation, await connection.json('GET', withQuery(path, { limit: String(pageSize), continue: next || undefined }), { accept: metadataOnly }));
    yield page.items.flatMap((item) => {
      const name = record(record(item)?.['metadata'])?.['name'];
      return typeof name === 'string' ? [name] : [];
    });
    if (page.next !== '' && page.next === next) throw new WireFailure(operation, { kind: 'garbled', message: 'the list continues at the same place' });
    next = page.next;
  } while (next !== '');
}

interface Page {
  readonly items: readonly unknown[];
  readonly next: string;
}

function pageOf(operation: string, value: unknown): Page {
  const page = record(value);
  const items = page?.['items'];
  const kind = page?.['kind'];
  // Go writes an empty slice that was never made as null.
  const listed: unknown = items === null && typeof kind === 'string' && kind.endsWith('List') ? [] : items;
  if (!Array.isArray(listed)) throw new WireFailure(operation, { kind: 'garbled', message: 'the answer is not a list' });
  const next = record(page?.['metadata'])?.['continue'];
  return { items: listed, next: typeof next === 'string' ? next : '' };
}

async function requestToken(connection: Connection, spec: TokenRequestSpec): Promise<{ token: Secret; expiresAt: string }> {
  const path = `/api/v1/namespaces/${encodeURIComponent(spec.namespace)}/serviceaccounts/${encodeURIComponent(spec.serviceAccount)}/token`;
  const { boundPod } = spec;
  const answer = record(
    await connection.json('POST', path, {
      body: {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {
          audiences: [spec.audience],
          expirationSeconds: spec.expirationSeconds,
          ...(boundPod === undefined ? {} : { boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: boundPod.name, uid: boundPod.uid } }),
        },
      },
    }),
  );
  const status = record(answer?.['status']);
  const token = status?.['token'];
  const expiresAt = status?.['expirationTimestamp'];
  if (typeof token !== 'string' || !isJwt(token) || typeof expiresAt !== 'string') {
    throw new WireFailure(`POST ${path}`, { kind: 'garbled', message: 'the answer is no TokenRequest with a token and its expiry' });
  }
  return { token: new Secret(token), expiresAt };
}

/** Whether a text has the form of a JWT; what it says is its reader's to judge. */
function isJwt(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 3 && parts.slice(0, 2).every((part) => record(parsed(Buffer.from(part, 'base64url').toString('utf8'))) !== undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mayI(connection: Connection, question: AccessQuestion): Promise<boolean> {
  return review(connection, 'SelfSubjectAccessReview', { resourceAttributes: question });
}

function mayAccount(connection: Connection, { namespace, name }: { readonly namespace: string; readonly name: string }, question: AccessQuestion): Promise<boolean> {
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  return review(connection, 'SubjectAccessReview', { user: `system:serviceaccount:${namespace}:${name}`, groups, resourceAttributes: question });
}

async function review(connection: Connection, kind: 'SelfSubjectAccessReview' | 'SubjectAccessReview', spec: unknown): Promise<boolean> {
  const path = `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`;
  const answer = record(await connection.json('POST', path, { body: { apiVersion: 'authorization.k8s.io/v1', kind, spec } }));
  const allowed = record(answer?.['status'])?.['allowed'];
  if (typeof allowed !== 'boolean') {
    throw new WireFailure(`POST ${path}`, { kind: 'garbled', message: 'the answer is no access review' });
  }
  return allowed;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}
