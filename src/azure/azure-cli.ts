/** Tokens from the operator's Azure CLI, spawned by us: the SDK has no cache, no deadline, and hides what az says (`azure-wire.md` §4.1). */
import { access, constants, readFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { Secret } from '../wire/secret.ts';
import { runCommand } from './command.ts';
import type { Command, CommandResult, RunCommand } from './command.ts';
import { garbled, notSent } from './failures.ts';
import { firstLine, oneLine } from './foreign-text.ts';
import { isGuid } from './grammar.ts';
import { arrayField, isRecord, numberField, parseJson, recordField, textField } from './json.ts';
import type { Wire } from './pipeline.ts';
import type { Cloud } from './port.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface OperatorToken {
  readonly token: Secret;
  /** Milliseconds since 1970, where the issuer of the token said so. */
  readonly expiresAt?: number;
}

export interface AzureCli {
  /** Who is logged in, as the CLI's own profile file says; undefined where it doesn't. */
  readonly account?: string;
  /** Spawns `az account get-access-token` for a resource (`https://host`), in a tenant (GUID). Throws WireFailure. */
  token(resource: string, tenantId?: string): Promise<OperatorToken>;
}

export interface AzureCliOptions {
  readonly env: Environment;
  readonly cloud: Cloud;
  readonly wire: Wire;
  readonly platform: string;
  readonly spawn?: RunCommand;
}

const operation = 'az account get-access-token';

/** `az` on the PATH with somebody logged in, or undefined. Reads the file system only; spawns nothing. */
export async function findAzureCli(options: AzureCliOptions): Promise<AzureCli | undefined> {
  const file = await onPath(options.env, options.platform);
  if (file === undefined) return undefined;
  const profile = await readProfile(options);
  if (profile === 'logged-out') return undefined;
  return { ...profile, token: (resource, tenantId) => askToken(options, file, resource, tenantId) };
}

async function askToken(options: AzureCliOptions, file: string, resource: string, tenantId: string | undefined): Promise<OperatorToken> {
  if (tenantId !== undefined && !isGuid(tenantId)) throw notSent(operation, 'the tenant id is no GUID, so az is not asked');
  const args = ['account', 'get-access-token', '--output', 'json', '--resource', resource];
  if (tenantId !== undefined) args.push('--tenant', tenantId);
  const login = `run: az login${tenantId === undefined ? '' : ` --tenant ${tenantId}`}`;
  const result = await options.wire.within(operation, async (signal) => {
    const command = azCommand(options, file, args, signal);
    try {
      return await (options.spawn ?? runCommand)(command);
    } catch (error) {
      throw notSent(operation, `az could not be started: ${error instanceof Error ? oneLine(error.message, 200) : 'no reason given'}`);
    }
  });
  if (result.exitCode !== 0) throw notSent(operation, `az gave no token: ${complaint(result)}; ${login}`);
  return readToken(result);
}

/** The first line az wrote on stderr that is no warning; of a traceback the last, which says what it is about. */
function complaint(result: CommandResult): string {
  const lines = result.stderr.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*WARNING:/.test(line));
  const at = lines.findIndex((line) => line.includes('Here is the traceback:'));
  // below it az asks for a report of the bug
  const traceback = at < 0 ? [] : lines.slice(at + 1).filter((line) => !/^\s|^To (open|check)|^Traceback/.test(line));
  const line = firstLine(traceback.at(-1) ?? lines.join('\n')).replace(/^ERROR:\s*/, '');
  return line === '' ? `exit code ${result.exitCode ?? 'unknown'} without a reason` : line;
}

function readToken(result: CommandResult): OperatorToken {
  const body = parseJson(result.stdout);
  const value = isRecord(body) ? textField(body, 'accessToken') : undefined;
  if (!isRecord(body) || value === undefined || !/^[\x21-\x7e]+$/.test(value)) throw garbled(operation, 'az wrote no token in the JSON it answered');
  // `expiresOn` beside it is local time without a zone (`azure-wire.md` §4.1).
  const expiresAt = (numberField(body, 'expires_on') ?? Number.NaN) * 1000;
  return { token: new Secret(value), ...(Number.isFinite(expiresAt) ? { expiresAt } : {}) };
}

/** The command that starts az; on Windows `az.cmd` runs only through cmd.exe. Throws WireFailure for a path that can't be quoted. */
export function azCommand(options: AzureCliOptions, file: string, args: readonly string[], signal: AbortSignal): Command {
  // No upload process and no hints on stderr; both cost time.
  const env = { ...options.env, AZURE_CORE_COLLECT_TELEMETRY: 'false', AZURE_CORE_ONLY_SHOW_ERRORS: 'true' };
  if (options.platform !== 'win32') return { file, args, env, cwd: '/', signal, windowsVerbatim: false };
  const root = fromEnv(options.env, 'SystemRoot') ?? 'C:\\Windows';
  if (/\.exe$/i.test(file)) return { file, args, env, cwd: root, signal, windowsVerbatim: false };
  // Inside quotes cmd.exe still expands %NAME%, and a quote would end them; the arguments are fixed words, a host and a GUID.
  if (/["%!\r\n]/.test(file) || args.some((arg) => !/^[\w:/.-]+$/.test(arg))) throw notSent(operation, 'the path of az can not be quoted for cmd.exe');
  const line = `"${[`"${file}"`, ...args].join(' ')}"`;
  return { file: win32.join(root, 'System32', 'cmd.exe'), args: ['/d', '/s', '/c', line], env, cwd: root, signal, windowsVerbatim: true };
}

/** Only absolute entries of PATH: a file in the working directory must not become the operator's az. */
async function onPath(env: Environment, platform: string): Promise<string | undefined> {
  const windows = platform === 'win32';
  const { delimiter, isAbsolute, join } = windows ? win32 : posix;
  const names = windows ? ['az.cmd', 'az.exe'] : ['az'];
  const directories = (fromEnv(env, 'PATH') ?? '').split(delimiter).filter((directory) => isAbsolute(directory));
  for (const directory of directories) {
    for (const name of names) {
      const file = join(directory, name);
      const found = await access(file, windows ? constants.F_OK : constants.X_OK).then(() => true, () => false);
      if (found) return file;
    }
  }
  return undefined;
}

/** Windows' variables have no case, but an object made from them does. */
function fromEnv(env: Environment, name: string): string | undefined {
  return env[name] ?? Object.entries(env).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

const environmentNames: Readonly<Record<Cloud['name'], string>> = {
  public: 'AzureCloud',
  usgovernment: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};

/** `azureProfile.json`: az writes it at login and empties its list at logout. A missing or odd file says nothing. */
async function readProfile({ env, cloud, platform }: AzureCliOptions): Promise<{ readonly account?: string } | 'logged-out'> {
  const { join } = platform === 'win32' ? win32 : posix;
  const home = fromEnv(env, platform === 'win32' ? 'USERPROFILE' : 'HOME');
  const directory = fromEnv(env, 'AZURE_CONFIG_DIR') ?? (home === undefined ? undefined : join(home, '.azure'));
  if (directory === undefined) return {};
  const text = await readFile(join(directory, 'azureProfile.json'), 'utf8').catch(() => '');
  // az writes a byte order mark.
  const profile = parseJson(text.replace(/^\ufeff/, ''));
  const subscriptions = isRecord(profile) ? arrayField(profile, 'subscriptions') : undefined;
  if (subscriptions === undefined) return {};
  if (subscriptions.length === 0) return 'logged-out';
  const current = subscriptions
    .filter(isRecord)
    .find((entry) => entry['isDefault'] === true && textField(entry, 'environmentName') === environmentNames[cloud.name]);
  const name = textField(recordField(current ?? {}, 'user') ?? {}, 'name');
  return name === undefined ? {} : { account: oneLine(name, 100) };
}
