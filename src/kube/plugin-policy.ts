import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { KubeConfigError, fileProblem, isMissing } from './kube-config-error.ts';
import { pathsOf } from './kubeconfig.ts';
import { UnreadableYaml, readYaml } from './kubeconfig-reader.ts';

export interface PolicyPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly platform: NodeJS.Platform;
}

/** Which credential plugins the user lets kubectl run; a plugin of kubectl must not be a way around it. */
export type PluginPolicy = { readonly type: 'AllowAll' | 'DenyAll' } | { readonly type: 'Allowlist'; readonly commands: readonly string[] };

/**
 * The credential plugin policy of the user's kuberc (`KUBERC`, else `~/.kube/kuberc`; `KUBERC=off` switches it off).
 *
 * A kuberc at the default place that can't be read says nothing, as for kubectl; one named in `KUBERC` must be right.
 * Source: kubectl `pkg/kuberc`, client-go `exec.ValidatePluginPolicy`. Throws KubeConfigError.
 */
export function readPluginPolicy(places: PolicyPlaces): PluginPolicy {
  const { env } = places;
  if (env['KUBERC'] === 'off' || env['KUBECTL_KUBERC'] === 'false') return { type: 'AllowAll' };
  const named = env['KUBERC'];
  const file = named || pathsOf(places.platform).join(places.homeDirectory, '.kube', 'kuberc');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (named === undefined || named === '') return { type: 'AllowAll' };
    throw kubercError(file, isMissing(error) ? 'no such file or directory' : fileProblem(error), error);
  }
  try {
    return parsePluginPolicy(text, file);
  } catch (error) {
    if (!(error instanceof UnreadableYaml)) throw error;
    if (!named) return { type: 'AllowAll' };
    const line = error.line === undefined ? '' : `line ${error.line}: `;
    throw kubercError(file, `${line}${error.message}`, error);
  }
}

function parsePluginPolicy(text: string, file: string): PluginPolicy {
  const top = readYaml(text);
  if (top === undefined || top.text('kind') !== 'Preference') return { type: 'AllowAll' };
  const type = top.text('credentialPluginPolicy') ?? 'AllowAll';
  const listed = top.raw('credentialPluginAllowlist') !== undefined;
  const entries = top.items('credentialPluginAllowlist');
  if (type === 'AllowAll' || type === 'DenyAll') {
    if (listed) throw kubercError(file, `the plugin policy is "${type}", but there is a credentialPluginAllowlist`);
    return { type };
  }
  if (type !== 'Allowlist') throw kubercError(file, `unknown plugin policy: ${JSON.stringify(type)}`);
  if (entries.length === 0) throw kubercError(file, 'credential plugin policy set to "Allowlist", but the allowlist is empty');
  // `name` is what `command` was called before 1.36.
  const commands = entries.map((entry) => entry.text('command') ?? entry.text('name') ?? '');
  if (commands.includes('')) throw kubercError(file, 'an entry of the credential plugin allowlist is empty');
  return { type, commands };
}

/** Whether the policy lets a plugin run: by its name as configured, or by the file it stands for. */
export function isPluginAllowed(policy: PluginPolicy, command: string, resolved: string, places: PolicyPlaces): boolean {
  if (policy.type !== 'Allowlist') return policy.type === 'AllowAll';
  const { basename, normalize } = pathsOf(places.platform);
  return policy.commands.some(
    (allowed) =>
      allowed === normalize(command) ||
      allowed === resolved ||
      (basename(allowed) === basename(resolved) && lookPath(allowed, places) === resolved),
  );
}

/** The file a command name stands for, by `PATH` (and `PATHEXT` on Windows), or undefined if there is none to run. */
export function lookPath(command: string, places: PolicyPlaces): string | undefined {
  const windows = places.platform === 'win32';
  const { join, extname } = pathsOf(places.platform);
  const endings = windows && extname(command) === '' ? (places.env['PATHEXT'] || '.COM;.EXE;.BAT;.CMD').split(';') : [''];
  const named = command.includes('/') || (windows && command.includes('\\'));
  const searchPath = (windows ? (places.env['Path'] ?? places.env['PATH']) : places.env['PATH']) ?? '';
  const folders = named ? [''] : searchPath.split(windows ? ';' : ':').filter((folder) => folder !== '');
  for (const folder of folders) {
    for (const ending of endings) {
      const file = folder === '' ? `${command}${ending}` : join(folder, `${command}${ending}`);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function kubercError(file: string, problem: string, cause?: unknown): KubeConfigError {
  return new KubeConfigError(`kuberc: ${path.normalize(file)}: ${problem}`, 'mend the file, or switch it off with KUBERC=off', 2, cause);
}
