import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Secret } from '../wire/secret.ts';
import { KubeConfigError, fileProblem, isMissing } from './kube-config-error.ts';
import { UnreadableYaml, readYaml } from './kubeconfig-reader.ts';
import type { Place } from './kubeconfig-reader.ts';

export interface ClusterEntry {
  readonly server?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly certificateAuthorityData?: Buffer | undefined;
  readonly proxyUrl?: string | undefined;
  readonly disableCompression?: boolean | undefined;
  /** Extension `client.authentication.k8s.io/exec`: handed to a credential plugin as it stands. */
  readonly pluginConfig?: unknown;
}

export type InteractiveMode = 'Never' | 'IfAvailable' | 'Always';

export interface ExecEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: Secret }[];
  readonly apiVersion: string;
  readonly installHint?: string | undefined;
  readonly provideClusterInfo: boolean;
  /** As written; what is allowed is judged when the user is chosen. */
  readonly interactiveMode: string;
}

export interface UserEntry {
  readonly clientCertificate?: string | undefined;
  readonly clientCertificateData?: Buffer | undefined;
  readonly clientKey?: string | undefined;
  readonly clientKeyData?: Secret | undefined;
  readonly token?: Secret | undefined;
  readonly tokenFile?: string | undefined;
  readonly as?: string | undefined;
  readonly asUid?: string | undefined;
  readonly asGroups: readonly string[];
  readonly asUserExtra: ReadonlyMap<string, readonly string[]>;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
  readonly authProvider?: { readonly name: string; readonly config: ReadonlyMap<string, Secret> } | undefined;
  readonly exec?: ExecEntry | undefined;
}

export interface ContextEntry {
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
}

export interface Kubeconfig {
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly currentContext?: string | undefined;
}

export interface KubeconfigPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
  /** `--kubeconfig`: then this file alone, and it must exist. */
  readonly explicit?: string | undefined;
}

/** Which files make up the kubeconfig, in order of precedence (client-go `ClientConfigLoadingRules`). */
export function kubeconfigFiles(places: KubeconfigPlaces): readonly string[] {
  if (places.explicit) return [places.explicit];
  const variable = places.env['KUBECONFIG'];
  if (!variable) return [pathsOf(places.platform).join(places.homeDirectory, '.kube', 'config')];
  const names = variable.split(places.platform === 'win32' ? ';' : ':').filter((name) => name !== '');
  return [...new Set(names)];
}

/**
 * Reads and merges the kubeconfig files: the first file that has a context, cluster or user has it whole,
 * a missing file of a list is skipped, anything else that is wrong is fatal. Throws KubeConfigError.
 */
export function loadKubeconfig(places: KubeconfigPlaces): { readonly config: Kubeconfig; readonly missing: readonly string[] } {
  const found: Kubeconfig[] = [];
  const missing: string[] = [];
  for (const file of kubeconfigFiles(places)) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (isMissing(error) && !places.explicit) {
        missing.push(file);
        continue;
      }
      const where = places.explicit ? `--kubeconfig ${file}` : `error loading config file "${file}"`;
      throw new KubeConfigError(`${where}: ${fileProblem(error)}`, 'name a kubeconfig file that this user can read');
    }
    found.push(parseKubeconfig(text, file, places.platform));
  }
  return { config: mergeKubeconfigs(found), missing };
}

/** Merges by kubectl's rule: the first to set a name or the current context wins, entries are never mixed. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  // A Map made of the configs in reverse order ends with the value of the first.
  const reversed = [...configs].reverse();
  return {
    contexts: new Map(reversed.flatMap((config) => [...config.contexts])),
    clusters: new Map(reversed.flatMap((config) => [...config.clusters])),
    users: new Map(reversed.flatMap((config) => [...config.users])),
    currentContext: configs.find((config) => config.currentContext)?.currentContext,
  };
}

/** Reads one kubeconfig file; relative paths in it become absolute from its folder. Throws KubeConfigError. */
export function parseKubeconfig(text: string, file: string, platform: NodeJS.Platform): Kubeconfig {
  try {
    const top = readYaml(text);
    if (top === undefined) return { contexts: new Map(), clusters: new Map(), users: new Map() };
    const kind = top.text('kind') ?? 'Config';
    const version = top.text('apiVersion') ?? 'v1';
    if (kind !== 'Config' || version !== 'v1') top.fail('must be of kind Config and apiVersion v1');
    const { isAbsolute, join, resolve, dirname, sep } = pathsOf(platform);
    const base = resolve(dirname(file));
    const local = (name: string | undefined): string | undefined =>
      name === undefined || isAbsolute(name) ? name : join(base, name);
    // A command without a separator is looked up in PATH.
    const command = (name: string): string => (name.includes(sep) ? (local(name) ?? name) : name);
    return {
      contexts: named(top, 'contexts', 'context', readContext),
      clusters: named(top, 'clusters', 'cluster', (place) => readCluster(place, local)),
      users: named(top, 'users', 'user', (place) => readUser(place, local, command)),
      currentContext: top.text('current-context'),
    };
  } catch (error) {
    if (!(error instanceof UnreadableYaml)) throw error;
    const line = error.line === undefined ? '' : `line ${error.line}: `;
    throw new KubeConfigError(
      `error loading config file "${file}": ${line}${error.message}`,
      `mend the file, or choose another with --kubeconfig or KUBECONFIG`,
    );
  }
}

function named<T>(top: Place, list: string, field: string, read: (place: Place | undefined) => T): ReadonlyMap<string, T> {
  const entries = new Map<string, T>();
  for (const item of top.items(list)) {
    const name = item.text('name') ?? '';
    if (entries.has(name)) item.fail('has a name that an earlier entry of this file has');
    entries.set(name, read(item.child(field)));
  }
  return entries;
}

function readContext(place: Place | undefined): ContextEntry {
  return { cluster: place?.text('cluster'), user: place?.text('user'), namespace: place?.text('namespace') };
}

type PathFix = (name: string | undefined) => string | undefined;

function readCluster(place: Place | undefined, local: PathFix): ClusterEntry {
  const extension = place?.items('extensions').find((item) => item.text('name') === 'client.authentication.k8s.io/exec');
  return {
    server: place?.text('server'),
    tlsServerName: place?.text('tls-server-name'),
    insecureSkipTlsVerify: place?.flag('insecure-skip-tls-verify'),
    certificateAuthority: local(place?.text('certificate-authority')),
    certificateAuthorityData: place?.bytes('certificate-authority-data'),
    proxyUrl: place?.text('proxy-url'),
    disableCompression: place?.flag('disable-compression'),
    pluginConfig: extension?.raw('extension'),
  };
}

function readUser(place: Place | undefined, local: PathFix, command: (name: string) => string): UserEntry {
  const provider = place?.child('auth-provider');
  const exec = place?.child('exec');
  const key = place?.bytes('client-key-data');
  return {
    clientCertificate: local(place?.text('client-certificate')),
    clientCertificateData: place?.bytes('client-certificate-data'),
    clientKey: local(place?.text('client-key')),
    clientKeyData: key && new Secret(key.toString('latin1')),
    token: place?.secret('token'),
    tokenFile: local(place?.text('tokenFile')),
    as: place?.text('as'),
    asUid: place?.text('as-uid'),
    asGroups: place?.texts('as-groups') ?? [],
    asUserExtra: place?.textsMap('as-user-extra') ?? new Map(),
    username: place?.text('username'),
    password: place?.secret('password'),
    authProvider: provider && {
      name: provider.text('name') ?? '',
      config: new Map([...(provider.textMap('config') ?? [])].map(([name, value]) => [name, new Secret(value)])),
    },
    exec: exec && readExec(exec, command),
  };
}

function readExec(place: Place, command: (name: string) => string): ExecEntry {
  const apiVersion = place.text('apiVersion') ?? '';
  const legacy = /^client\.authentication\.k8s\.io\/v1(alpha|beta)1$/.test(apiVersion);
  return {
    command: command(place.text('command') ?? ''),
    args: place.texts('args'),
    env: place.items('env').map((item) => ({ name: item.text('name') ?? '', value: item.secret('value') ?? new Secret('') })),
    apiVersion,
    installHint: place.text('installHint'),
    provideClusterInfo: place.flag('provideClusterInfo') ?? false,
    interactiveMode: place.text('interactiveMode') ?? (legacy ? 'IfAvailable' : ''),
  };
}

export function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}
