import { readFileSync } from 'node:fs';
import { Secret } from '../wire/secret.ts';
import { userExtra } from './connection-flags.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { KubeConfigError, fileProblem } from './kube-config-error.ts';
import type { ExecEntry, InteractiveMode, UserEntry } from './kubeconfig.ts';

export interface Impersonation {
  readonly user: string;
  readonly uid?: string | undefined;
  readonly groups: readonly string[];
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

export interface ExecPlugin extends ExecEntry {
  readonly interactiveMode: InteractiveMode;
}

/** How the caller proves who they are, decided as client-go decides it, files read. */
export interface ChosenUser {
  readonly name: string;
  readonly token?: Secret | undefined;
  /** Beats `token`, the flag too, as long as it can be read (seen with kubectl 1.36). */
  readonly tokenFile?: string | undefined;
  readonly basic?: { readonly username: string; readonly password: Secret } | undefined;
  readonly certificate?: { readonly pem: string; readonly key: Secret } | undefined;
  readonly exec?: ExecPlugin | undefined;
  readonly authProvider?: { readonly name: string; readonly config: ReadonlyMap<string, Secret> } | undefined;
  readonly impersonation?: Impersonation | undefined;
}

const nobody: UserEntry = { asGroups: [], asUserExtra: new Map() };

/** Lays the flags over a kubeconfig user (client-go `getAuthInfo` and `validateAuthInfo`). Throws KubeConfigError. */
export function chooseUser(name: string, entry: UserEntry | undefined, flags: ConnectionFlags): ChosenUser {
  const user = overridden(entry ?? nobody, flags);
  const impersonation = chooseImpersonation(name, user);
  if (user.token !== undefined && (user.username !== undefined || user.password !== undefined)) {
    throw invalid(`more than one authentication method found for ${name}; found [token basicAuth], only one is allowed`);
  }
  if (user.exec !== undefined && user.authProvider !== undefined) {
    throw invalid(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
  }
  const exec = user.exec && checkExec(name, user.exec);
  const certificate = readCertificate(name, user);
  const basic =
    user.username === undefined && user.password === undefined
      ? undefined
      : { username: user.username ?? '', password: user.password ?? new Secret('') };
  // A plugin is not asked when something else already says who the caller is (client-go exec.UpdateTransportConfig).
  const settled = user.token ?? user.tokenFile ?? basic ?? certificate;
  return {
    name,
    token: user.token,
    tokenFile: user.tokenFile,
    basic,
    certificate,
    exec: settled === undefined ? exec : undefined,
    authProvider: user.authProvider,
    impersonation,
  };
}

function overridden(entry: UserEntry, flags: ConnectionFlags): UserEntry {
  const extra = userExtra(flags.asUserExtra ?? []);
  return {
    ...entry,
    token: flags.token?.reveal() ? flags.token : entry.token,
    as: flags.as || entry.as,
    asUid: flags.asUid || entry.asUid,
    asGroups: flags.asGroups?.length ? flags.asGroups : entry.asGroups,
    asUserExtra: new Map([...entry.asUserExtra, ...extra]),
    ...(flags.clientCertificate ? { clientCertificate: flags.clientCertificate, clientCertificateData: undefined } : {}),
    ...(flags.clientKey ? { clientKey: flags.clientKey, clientKeyData: undefined } : {}),
  };
}

function chooseImpersonation(name: string, user: UserEntry): Impersonation | undefined {
  if (user.as !== undefined) return { user: user.as, uid: user.asUid, groups: user.asGroups, extra: user.asUserExtra };
  if (user.asUid !== undefined || user.asGroups.length > 0 || user.asUserExtra.size > 0) {
    throw new KubeConfigError(
      `invalid configuration: requesting uid, groups or user-extra for ${name} without impersonating a user`,
      'add --as=USER',
    );
  }
  return undefined;
}

function readCertificate(name: string, user: UserEntry): ChosenUser['certificate'] {
  if (user.clientCertificate === undefined && user.clientCertificateData === undefined) return undefined;
  if (user.clientCertificate !== undefined && user.clientCertificateData !== undefined) {
    throw invalid(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
  }
  if (user.clientKey !== undefined && user.clientKeyData !== undefined) {
    throw invalid(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
  }
  const pem = user.clientCertificateData?.toString('latin1') ?? readIfNamed('client-cert', user.clientCertificate, name);
  const fromFile = user.clientKeyData === undefined ? readIfNamed('client-key', user.clientKey, name) : undefined;
  const key = user.clientKeyData ?? (fromFile === undefined ? undefined : new Secret(fromFile));
  if (pem === undefined || key === undefined) {
    throw invalid(`client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`);
  }
  return { pem, key };
}

function readIfNamed(what: string, file: string | undefined, name: string): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const problem = `unable to read ${what} ${file} for ${name || 'the user'} due to open ${file}: ${fileProblem(error)}`;
    throw new KubeConfigError(`invalid configuration: ${problem}`, 'name a file that this user can read', 2, error);
  }
}

function checkExec(name: string, exec: ExecEntry): ExecPlugin {
  const mode = exec.interactiveMode;
  if (exec.command === '') throw invalid(`command must be specified for ${name} to use exec authentication plugin`);
  if (exec.apiVersion === '') throw invalid(`apiVersion must be specified for ${name} to use exec authentication plugin`);
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(exec.apiVersion)) {
    throw invalid(`exec plugin: invalid apiVersion ${JSON.stringify(exec.apiVersion)}`);
  }
  if (exec.env.some((variable) => variable.name === '')) {
    throw invalid(`env variable name must be specified for ${name} to use exec authentication plugin`);
  }
  if (mode === '') throw invalid(`interactiveMode must be specified for ${name} to use exec authentication plugin`);
  if (mode !== 'Never' && mode !== 'IfAvailable' && mode !== 'Always') {
    throw invalid(`invalid interactiveMode for ${name}: ${JSON.stringify(mode)}`);
  }
  return { ...exec, interactiveMode: mode };
}

function invalid(problem: string): KubeConfigError {
  return new KubeConfigError(`invalid configuration: ${problem}`, 'look at the user with: kubectl config view --minify');
}
