import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { loadKubeconfig } from '../../src/kube/kubeconfig.ts';
import type { ClusterEntry, UserEntry } from '../../src/kube/kubeconfig.ts';
import { runProgram } from './run-program.ts';

/** The one context in use and what it names, by the field names of a kubeconfig; what is unset, empty or false is left out. */
export interface Flattened {
  readonly context: string;
  readonly contextEntry: unknown;
  readonly cluster?: unknown;
  readonly user?: unknown;
}

export interface Places {
  readonly homeDirectory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly explicit?: string | undefined;
}

const entries = z.array(z.record(z.string(), z.unknown())).nullish().transform((list) => list ?? []);
const config = z.looseObject({ 'current-context': z.string(), contexts: entries, clusters: entries, users: entries });
const pluginConfig = 'client.authentication.k8s.io/exec';

/** What `kubectl config view --minify --flatten --raw` says, or why it refuses. */
export async function flattenedByKubectl(kubectl: string, places: Places, context: string | undefined): Promise<{ readonly flattened?: Flattened; readonly error: string }> {
  const argv = ['config', 'view', '--minify', '--flatten', '--raw', '-o', 'json'];
  if (places.explicit !== undefined) argv.push(`--kubeconfig=${places.explicit}`);
  if (context !== undefined) argv.push(`--context=${context}`);
  const { exitCode, stdout, stderr } = await runProgram(kubectl, argv, { ...places.env, HOME: places.homeDirectory });
  if (exitCode !== 0) return { error: stderr };
  const view = config.parse(JSON.parse(stdout));
  const [cluster] = view.clusters.map((entry) => z.record(z.string(), z.unknown()).parse(entry['cluster']));
  const extensions = z.array(z.looseObject({ name: z.string(), extension: z.unknown() })).parse(cluster?.['extensions'] ?? []);
  return {
    error: stderr,
    flattened: {
      context: view['current-context'],
      contextEntry: meant(view.contexts[0]?.['context']),
      cluster: cluster && meant({ ...cluster, extensions: extensions.find(({ name }) => name === pluginConfig)?.extension }),
      user: meant(nameOnly(view.users[0]?.['user'])),
    },
  };
}

/** The same from our reading of the files; undefined where kubectl would refuse to minify. Throws KubeConfigError. */
export async function flattenedByUs(places: Places, flag: string | undefined): Promise<Flattened | undefined> {
  const { config: merged } = loadKubeconfig({ ...places, platform: 'linux' });
  const context = flag ?? merged.currentContext;
  const entry = context === undefined ? undefined : merged.contexts.get(context);
  if (context === undefined || entry === undefined) return undefined;
  if (isLost(merged.clusters, entry.cluster) || isLost(merged.users, entry.user)) return undefined;
  return {
    context,
    contextEntry: meant(entry),
    cluster: await flattened(merged.clusters, entry.cluster, flattenCluster),
    user: meant(nameOnly(await flattened(merged.users, entry.user, flattenUser))),
  };
}

function isLost(known: ReadonlyMap<string, unknown>, name: string | undefined): boolean {
  return name !== undefined && !known.has(name);
}

async function flattened<Entry>(entries: ReadonlyMap<string, Entry>, name: string | undefined, flatten: (entry: Entry) => Promise<unknown>): Promise<unknown> {
  const entry = name === undefined ? undefined : entries.get(name);
  return entry === undefined ? undefined : meant(await flatten(entry));
}

async function flattenCluster(entry: ClusterEntry): Promise<unknown> {
  return {
    server: entry.server,
    'tls-server-name': entry.tlsServerName,
    'insecure-skip-tls-verify': entry.insecureSkipTlsVerify,
    'certificate-authority-data': await inlined(entry.certificateAuthorityData, entry.certificateAuthority),
    'proxy-url': entry.proxyUrl,
    'disable-compression': entry.disableCompression,
    extensions: entry.pluginConfig,
  };
}

async function flattenUser(entry: UserEntry): Promise<unknown> {
  const keyData = entry.clientKeyData && Buffer.from(entry.clientKeyData.reveal(), 'latin1');
  return {
    'client-certificate-data': await inlined(entry.clientCertificateData, entry.clientCertificate),
    'client-key-data': await inlined(keyData, entry.clientKey),
    token: entry.token?.reveal(),
    tokenFile: entry.tokenFile,
    as: entry.as,
    'as-uid': entry.asUid,
    'as-groups': entry.asGroups,
    'as-user-extra': Object.fromEntries(entry.asUserExtra),
    username: entry.username,
    password: entry.password?.reveal(),
    exec: entry.exec && { ...entry.exec, env: entry.exec.env.map(({ name, value }) => ({ name, value: value.reveal() })) },
  };
}

async function inlined(data: Buffer | undefined, file: string | undefined): Promise<string | undefined> {
  const bytes = data ?? (file === undefined ? undefined : await readFile(file));
  return bytes?.toString('base64');
}

/** `config view` leaves these two paths as they are written; `who-am-i.test.ts` shows that they lead to the same file. */
function nameOnly(user: unknown): unknown {
  if (typeof user !== 'object' || user === null) return user;
  const { tokenFile, exec, ...rest } = z.looseObject({ tokenFile: z.string().optional(), exec: z.looseObject({ command: z.string().optional() }).optional() }).parse(user);
  return { ...rest, tokenFile: tokenFile && basename(tokenFile), exec: exec && { ...exec, command: exec.command && basename(exec.command) } };
}

/** Without what says nothing: unset, null, false, and an empty text, list or map at any depth of a map. */
function meant(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value)
    .map(([key, inside]) => [key, meant(inside)] as const)
    .filter(([, inside]) => !isNothing(inside));
  return Object.fromEntries(kept);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
