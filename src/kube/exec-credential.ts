import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { parse as parseYaml } from 'yaml';
import { Secret } from '../wire/secret.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import type { ExecPlugin } from './chosen-user.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { isPluginAllowed, lookPath } from './plugin-policy.ts';
import type { PluginPolicy, PolicyPlaces } from './plugin-policy.ts';

export interface ExecCredential {
  readonly token?: Secret | undefined;
  readonly certificate?: { readonly pem: string; readonly key: Secret } | undefined;
  /** ms since 1970; absent: good until refused. */
  readonly expiresAt?: number | undefined;
}

export interface PluginHost extends PolicyPlaces {
  readonly policy: PluginPolicy;
  readonly stdinIsTerminal: boolean;
  /** Where the plugin's stderr goes: its login prompts are for the user. A number is a file descriptor. */
  readonly stderr: 'inherit' | 'ignore' | number;
  /** Nobody waits for a login: the plugin gets no terminal, not even the one it could open by itself. */
  readonly unattended?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called just before a plugin may start to talk to the user, so that a progress line can make room. */
  readonly onStart?: ((command: string) => void) | undefined;
}

const longestOutput = 4 * 1024 * 1024;

/**
 * Runs a credential plugin once and reads what it prints (client-go `plugin/pkg/client/auth/exec`).
 *
 * It may take as long as a person needs to log in: only the signal of the run ends it. Throws KubeConfigError with
 * exit code 4; nothing the plugin printed is ever in its text.
 */
export async function runExecPlugin(plugin: ExecPlugin, cluster: ChosenCluster, host: PluginHost): Promise<ExecCredential> {
  const interactive = isInteractive(plugin, host);
  const file = lookPath(plugin.command, host);
  if (file === undefined) throw missing(plugin);
  if (!isPluginAllowed(host.policy, plugin.command, file, host)) {
    throw new KubeConfigError(
      `getting credentials: plugin ${JSON.stringify(plugin.command)} is not permitted by the credential plugin policy "${host.policy.type}" of kuberc`,
      'allow it in credentialPluginAllowlist of your kuberc',
      4,
    );
  }
  const info = {
    kind: 'ExecCredential',
    apiVersion: plugin.apiVersion,
    spec: { ...(plugin.provideClusterInfo ? { cluster: clusterInfo(cluster) } : {}), interactive },
  };
  const env = {
    ...host.env,
    ...Object.fromEntries(plugin.env.map(({ name, value }) => [name, value.reveal()])),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  };
  host.onStart?.(plugin.command);
  const output = await run(plugin, file, env, [interactive ? 'inherit' : 'ignore', 'pipe', host.stderr], host);
  return readCredential(plugin, output);
}

function isInteractive(plugin: ExecPlugin, host: PluginHost): boolean {
  if (plugin.interactiveMode === 'Always' && !host.stdinIsTerminal) {
    throw new KubeConfigError(
      'getting credentials: exec plugin cannot support interactive mode: standard input is not a terminal',
      `run this from a terminal: ${plugin.command} wants to ask you something`,
      4,
    );
  }
  return plugin.interactiveMode !== 'Never' && host.stdinIsTerminal;
}

/** `spec.cluster` by client.authentication.k8s.io/v1; field names are those of the kubeconfig. */
function clusterInfo(cluster: ChosenCluster): Record<string, unknown> {
  const { certificateAuthority } = cluster;
  return {
    server: cluster.server.href.replace(/\/$/, ''),
    ...(cluster.serverName === undefined ? {} : { 'tls-server-name': cluster.serverName }),
    ...(cluster.insecure ? { 'insecure-skip-tls-verify': true } : {}),
    ...(certificateAuthority === undefined
      ? {}
      : { 'certificate-authority-data': Buffer.from(certificateAuthority, 'latin1').toString('base64') }),
    ...(cluster.proxy === undefined ? {} : { 'proxy-url': cluster.proxy.href }),
    ...(cluster.compression ? {} : { 'disable-compression': true }),
    config: cluster.pluginConfig ?? null,
  };
}

function run(plugin: ExecPlugin, file: string, env: NodeJS.ProcessEnv, stdio: StdioOptions, host: PluginHost): Promise<string> {
  const batch = host.platform === 'win32' && /\.(cmd|bat)$/i.test(file);
  // In a session of its own a plugin has no /dev/tty; on Windows that would open a window instead.
  const detached = host.unattended === true && host.platform !== 'win32';
  // Node starts batch files through a shell only, which wants its own quotes.
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return new Promise((resolve, reject) => {
    const child = batch
      ? spawn(quote(file), plugin.args.map(quote), { env, stdio, shell: true })
      : spawn(file, plugin.args, { env, stdio, detached, argv0: plugin.command });
    const stop = (): void => {
      child.kill();
      reject(failed(plugin, 'was ended with the run'));
    };
    if (host.signal?.aborted) stop();
    host.signal?.addEventListener('abort', stop, { once: true });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > longestOutput) child.kill();
      else chunks.push(chunk);
    });
    child.on('error', (error) => {
      host.signal?.removeEventListener('abort', stop);
      reject('code' in error && error.code === 'ENOENT' ? missing(plugin, error) : failed(plugin, 'could not be started', error));
    });
    child.on('close', (code, signalName) => {
      host.signal?.removeEventListener('abort', stop);
      if (size > longestOutput) reject(failed(plugin, 'printed more than 4 MiB'));
      else if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(failed(plugin, code === null ? `was ended by ${signalName ?? 'a signal'}` : `failed with exit code ${code}`));
    });
  });
}

/** Reads what a plugin printed; throws KubeConfigError with exit code 4, whose text quotes none of it. */
export function readCredential(plugin: Pick<ExecPlugin, 'command' | 'apiVersion'>, output: string): ExecCredential {
  const wrong = (problem: string): never => {
    throw new KubeConfigError(`getting credentials: ${problem}`, `see what ${plugin.command} prints when run by hand`, 4);
  };
  const answer = decode(output);
  if (!isRecord(answer) || answer['kind'] !== 'ExecCredential') return wrong('decoding stdout: it is not an ExecCredential');
  if (answer['apiVersion'] !== plugin.apiVersion) {
    return wrong(`exec plugin is configured to use API version ${plugin.apiVersion}, plugin returned another version`);
  }
  const status = answer['status'];
  if (!isRecord(status)) return wrong("exec plugin didn't return a status field");
  const field = (name: string): string => {
    const value = status[name] ?? '';
    return typeof value === 'string' ? value : wrong(`decoding stdout: status.${name} must be a string`);
  };
  const token = field('token');
  const pem = field('clientCertificateData');
  const key = field('clientKeyData');
  if (token === '' && pem === '' && key === '') return wrong("exec plugin didn't return a token or cert/key pair");
  if ((pem === '') !== (key === '')) return wrong('exec plugin returned only certificate or key, not both');
  const expiry = field('expirationTimestamp');
  const expiresAt = expiry === '' ? undefined : Date.parse(expiry);
  if (Number.isNaN(expiresAt)) return wrong('decoding stdout: status.expirationTimestamp must be a time');
  return {
    token: token === '' ? undefined : new Secret(token),
    certificate: pem === '' ? undefined : { pem, key: new Secret(key) },
    expiresAt,
  };
}

function decode(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    // kubectl takes YAML too. Its errors quote the text, so they end here.
  }
  try {
    return parseYaml(output, { logLevel: 'error', prettyErrors: false });
  } catch {
    return undefined;
  }
}

function missing(plugin: ExecPlugin, cause?: unknown): KubeConfigError {
  const hint = plugin.installHint === undefined ? undefined : plainText(plugin.installHint);
  return new KubeConfigError(
    `getting credentials: exec: executable ${plugin.command} not found`,
    hint ?? `install ${plugin.command} and see that it is in PATH`,
    4,
    cause,
  );
}

function failed(plugin: ExecPlugin, how: string, cause?: unknown): KubeConfigError {
  return new KubeConfigError(
    `getting credentials: exec: executable ${plugin.command} ${how}`,
    `run ${plugin.command} by hand, or log in again (for AKS: az login, kubelogin convert-kubeconfig)`,
    4,
    cause,
  );
}

/** Without what could steer a terminal; tabs and line ends stay. */
function plainText(text: string): string {
  return text.replaceAll(/[^\P{C}\t\n\r]/gu, '').trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
