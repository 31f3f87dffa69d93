import { csiObjectsOf } from '../bind/csi.ts';
import type { BindRequest } from '../bind/facts.ts';
import { languages, type LanguageName } from '../bind/writers/languages.ts';
import type { IdentityName } from '../evidence/named-identity.ts';
import { roles, roleThatReads, standardRole } from '../evidence/vault-access.ts';
import { defaultAudience } from '../evidence/workload-identity-keys.ts';
import { matchesGrammar, type Grammar } from '../problems/step.ts';
import type { ChangeWishes } from './change-session.ts';
import type { Answer } from './completion/answer.ts';
import type { TypedLine } from './completion/typed-line.ts';
import { connectionOf, repeatedFlags } from './connection.ts';
import { durationMs } from './duration.ts';
import type { Flag } from './flag.ts';
import type { Host } from './host.ts';
import { outputFlag } from './output-flag.ts';
import type { Parsed } from './parse.ts';
import type { NamedTarget } from './targets.ts';
import { UsageError } from './usage-error.ts';
import { vaultHostOfFlag } from './vault-flag.ts';

const dataRoles = Object.entries(roles).filter(([, { name, readsSecrets }]) => (readsSecrets && name.startsWith('Key Vault')) || name === 'Key Vault Crypto User');

/** What is bound to what. */
export const bindingFlags: readonly Flag[] = [
  { name: 'identity', value: 'NAME', summary: 'name of the user-assigned managed identity' },
  { name: 'resource-group', short: 'g', value: 'NAME', summary: 'resource group of the identity' },
  { name: 'subscription', value: 'GUID', summary: 'subscription of the identity' },
  { name: 'identity-id', value: 'ID', summary: 'its resource id, instead of its name' },
  { name: 'client-id', value: 'GUID', summary: 'client id of an identity or application' },
  { name: 'application', value: 'NAME', summary: 'name or client id of an app registration' },
  { name: 'service-account', value: 'NAME', valuesFrom: 'serviceaccount', summary: "service account to use; default is the template's, or one called as the workload where that is default" },
  { name: 'vault', value: 'NAME', summary: 'vault that the identity is to read secrets of' },
  { name: 'role', value: 'NAME', choices: dataRoles.map(([, { name }]) => name), summary: 'role on the vault', standard: standardRole },
  { name: 'secret', value: 'NAME', summary: 'secret of the vault that the doctor reads at the end; its value is dropped as it arrives' },
  { name: 'at', value: 'SCOPE', choices: ['vault', 'secret'], summary: 'where the role is given: on the vault, or on that secret alone', standard: 'vault' },
  { name: 'credential-name', value: 'NAME', summary: 'name of the federated credential; default is made from namespace, account and issuer' },
  { name: 'audience', value: 'AUDIENCE', summary: 'audience of the federated credential', standard: defaultAudience },
];

/** What of it is said where the identity is known otherwise. */
export const vaultFlags: readonly Flag[] = bindingFlags.filter(({ name }) => ['vault', 'role', 'secret', 'at', 'audience'].includes(name));

/** How a command goes about templates and pods that somebody else made. */
export const templateFlags: readonly Flag[] = [
  { name: 'take-over', summary: 'take over fields that were set by hand: by kubectl apply, edit, annotate and the like; never those of Helm, Argo CD or Flux' },
  // on a terminal the plan shows it, and its question is asked of it too
  { name: 'restart', summary: 'make pods anew that are out of date though their template is right; on a terminal default, as it is asked about' },
];

/** How a command goes about changing the world; `languages` are those it can write its plan in. */
export const changeFlags = (...languages: readonly LanguageName[]): readonly Flag[] => [
  { name: 'yes', short: 'y', summary: 'do not ask before anything is changed' },
  { name: 'dry-run', value: 'HOW', choices: ['none', 'client', 'server'], summary: 'only show the plan; server: let the API server say whether it would take it', standard: 'none' },
  { name: 'timeout', value: 'DURATION', summary: 'deadline of the whole run, with the time that a change takes to be in effect', standard: '15m' },
  outputFlag('text', 'json', 'yaml', ...languages),
  { name: 'color', value: 'WHEN', choices: ['auto', 'always', 'never'], summary: 'auto, always, never', standard: 'auto' },
];

/** The identity that the flags name; undefined where they name none. Throws UsageError. */
export function identityOf(parsed: Parsed): IdentityName | undefined {
  const identity = {
    resourceId: checked(parsed, 'identity-id', 'resource-id'),
    name: checked(parsed, 'identity', 'resource-name'),
    resourceGroup: checked(parsed, 'resource-group', 'resource-name'),
    subscriptionId: checked(parsed, 'subscription', 'guid'),
    clientId: checked(parsed, 'client-id', 'guid'),
    application: checked(parsed, 'application', 'display-name'),
  };
  const named = [identity.resourceId, identity.name, identity.clientId, identity.application].filter((one) => one !== null);
  if (named.length > 1) throw new UsageError('--identity, --identity-id, --client-id and --application exclude each other');
  if (identity.application !== null && (identity.resourceGroup !== null || identity.subscriptionId !== null)) throw new UsageError('--resource-group and --subscription are of a managed identity: an application has none');
  return named.length === 0 ? undefined : identity;
}

/** Whether the identity may be created, and where. Throws UsageError. */
export function creationOf(parsed: Parsed, { name, resourceGroup }: IdentityName): Pick<BindRequest, 'creates'> {
  const location = checked(parsed, 'location', 'location');
  if (!parsed.on('create-identity')) {
    if (location !== null) throw new UsageError('--location is of an identity that is created: add --create-identity');
    return {};
  }
  if (name === null) throw new UsageError('--create-identity needs the name of the identity: --identity NAME');
  if (resourceGroup === null) throw new UsageError('--create-identity needs the resource group of the identity: --resource-group NAME');
  checked(parsed, 'identity', 'identity-name');
  return { creates: { location } };
}

/** The vault that the flags name, with the role on it, and what the doctor reads of it. Throws UsageError. */
export function vaultOf(parsed: Parsed): { readonly binding: Pick<BindRequest, 'vault'>; readonly reads: ReadBy } {
  const vault = parsed.value('vault');
  const secretName = checked(parsed, 'secret', 'secret-name');
  const ofSecret = parsed.value('at') === 'secret';
  if (vault === undefined) {
    const [stray] = ['role', 'secret', 'at'].filter((flag) => parsed.value(flag) !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} is of a vault: name it with --vault`);
    return { binding: {}, reads: {} };
  }
  if (ofSecret && secretName === null) throw new UsageError('--at=secret gives the role on one secret: name it with --secret');
  const host = vaultHostOfFlag(vault);
  const listed = csiObjectsOf(parsed.value('objects') ?? '') ?? [];
  const roleId = dataRoles.find(([, { name }]) => name === (parsed.value('role') ?? roleThatReads(listed.map(({ type }) => type))))?.[0] ?? '';
  return {
    binding: { vault: { name: host.split('.')[0] ?? '', roleId, ...(ofSecret && secretName !== null ? { secret: secretName } : {}) } },
    reads: { vaultHost: host, ...(secretName === null ? {} : { secretName }) },
  };
}

/** Throws UsageError. */
export function credentialNameOf(parsed: Parsed, targets: readonly NamedTarget[]): Pick<BindRequest, 'credentialName'> {
  const credentialName = checked(parsed, 'credential-name', 'credential-name');
  if (credentialName !== null && targets.length > 1) throw new UsageError('--credential-name is of one credential: bind one target at a time with it');
  return credentialName === null ? {} : { credentialName };
}

export function serviceAccountOf(parsed: Parsed): { readonly serviceAccount?: string } {
  const serviceAccount = checked(parsed, 'service-account', 'dns-name');
  return serviceAccount === null ? {} : { serviceAccount };
}

export function audienceOf(parsed: Parsed): string {
  return checked(parsed, 'audience', 'audience') ?? defaultAudience;
}

/** A flag's value where it has the form of what it names: it goes into requests and commands. Throws UsageError. */
export function checked(parsed: Parsed, flag: string, grammar: Grammar): string | null {
  const value = parsed.value(flag);
  if (value === undefined) return null;
  if (!matchesGrammar(value, grammar)) throw new UsageError(`--${flag}: "${value}" is no ${grammar.replace('-', ' ')}`);
  return value;
}

export interface ReadBy {
  readonly vaultHost?: string;
  readonly secretName?: string;
}

/** How the command goes about it; `plan` before the targets only shows what would be done. */
export function changeWishesOf(parsed: Parsed, plans: boolean, reads: ReadBy = {}): ChangeWishes {
  const asked = (parsed.value('dry-run') ?? 'none') as ChangeWishes['dryRun'];
  const dryRun = plans && asked === 'none' ? 'client' : asked;
  const format = (parsed.value('output') ?? 'text') as ChangeWishes['format'];
  if (dryRun === 'none' && languages.some((one) => one === format)) throw new UsageError(`-o ${format} only writes a plan`, 'put plan before the targets, or add --dry-run=client');
  const timeoutMs = durationMs(parsed.value('timeout') ?? '15m', '--timeout');
  return {
    dryRun,
    yes: parsed.on('yes'),
    takeOver: parsed.on('take-over'),
    format,
    timeoutMs,
    doctor: {
      targets: [],
      full: true,
      wishes: { ...reads, exchange: true, read: true },
      connection: connectionOf(parsed),
      repeated: repeatedFlags(parsed),
      format: 'text',
      show: 'problems',
      color: (parsed.value('color') ?? 'auto') as 'auto' | 'always' | 'never',
      failOn: 'error',
      timeoutMs,
    },
  };
}

export function restartOf(parsed: Parsed, wishes: ChangeWishes, host: Host): boolean {
  return parsed.value('restart') === undefined ? isAskedAbout(wishes, host) : parsed.on('restart');
}

/** Whether a person is shown the plan and says yes to it. */
export function isAskedAbout({ yes, dryRun, saved }: ChangeWishes, { stdinIsTerminal }: Host): boolean {
  // a saved plan was shown when it was made
  return stdinIsTerminal && !yes && dryRun === 'none' && saved === undefined;
}

/** Completes the targets of a command whose words may begin with `plan`. */
export async function plannedTargets(line: TypedLine, host: Host): Promise<Answer> {
  const { targets } = await import('./completion/targets.ts');
  return targets({ ...line, before: { ...line.before, words: plannedWords(line.before.words).words } }, host, 'bind');
}

/** The words behind `plan`, where that is what is asked for. */
export function plannedWords([first, ...more]: readonly string[]): { readonly plans: boolean; readonly words: readonly string[] } {
  const plans = first === 'plan';
  return { plans, words: first === undefined || plans ? more : [first, ...more] };
}
