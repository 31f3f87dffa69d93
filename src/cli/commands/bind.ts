import { roles } from '../../evidence/vault-access.ts';
import { defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { matchesGrammar, type Grammar } from '../../problems/step.ts';
import type { Command } from '../command.ts';
import { connectionOf, repeatedFlags } from '../connection.ts';
import { durationMs } from '../duration.ts';
import { connectionFlags, type Flag } from '../flag.ts';
import type { Parsed } from '../parse.ts';
import { readTargets } from '../targets.ts';
import { UsageError } from '../usage-error.ts';
import { vaultHostOfFlag } from '../vault-flag.ts';

const dataRoles = Object.entries(roles).filter(([, { name, readsSecrets }]) => readsSecrets && name.startsWith('Key Vault'));
const standardRole = 'Key Vault Secrets User';

const ownFlags: readonly Flag[] = [
  { name: 'identity', value: 'NAME', summary: 'name of the user-assigned managed identity' },
  { name: 'resource-group', short: 'g', value: 'NAME', summary: 'resource group of the identity, where its name alone does not tell' },
  { name: 'subscription', value: 'GUID', summary: 'subscription of the identity, where name and group do not tell' },
  { name: 'identity-id', value: 'ID', summary: 'resource id of the identity, instead of its name' },
  { name: 'client-id', value: 'GUID', summary: 'client id of the identity, instead of its name' },
  { name: 'service-account', value: 'NAME', valuesFrom: 'serviceaccount', summary: "service account to use; default is the template's, or one called as the workload where that is default" },
  { name: 'vault', value: 'NAME', summary: 'vault that the identity is to read secrets of' },
  { name: 'secret', value: 'NAME', summary: 'secret that the doctor reads at the end; its value is dropped as it arrives' },
  { name: 'role', value: 'NAME', choices: dataRoles.map(([, { name }]) => name), summary: 'role to give on the vault', standard: standardRole },
  { name: 'audience', value: 'AUDIENCE', summary: 'audience of the federated credential', standard: defaultAudience },
  { name: 'yes', short: 'y', summary: 'do not ask before anything is changed' },
  { name: 'dry-run', value: 'HOW', choices: ['none', 'client', 'server'], summary: 'only show the plan; server: let the API server say whether it would take it', standard: 'none' },
  { name: 'timeout', value: 'DURATION', summary: 'deadline of the whole run, with the time that a change takes to be in effect', standard: '15m' },
  { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json', 'yaml'], summary: 'format: text, json, yaml', standard: 'text' },
  { name: 'color', value: 'WHEN', choices: ['auto', 'always', 'never'], summary: 'auto, always, never', standard: 'auto' },
];

export const bind: Command = {
  name: 'bind',
  summary: 'Give a workload an identity, and prove that it works',
  usage: '[plan] TYPE/NAME… --identity NAME [flags]',
  description: [
    'Reads both worlds first, and shows what is missing: the federated credential, the role on the vault, the annotation of the service account, the label and the account of the pod template. What is right already stays as it is. ' +
      'Then it asks, and makes the changes in an order that may be interrupted anywhere: Azure first, the service account once Entra takes its token, the template last. The same command again goes on from where it stopped. It ends with what the doctor says, and with its exit code.',
    'Nothing that somebody else made is overwritten or deleted: a credential that may serve another workload stays and one is made beside it, and a field that another manager owns is a reason to change nothing at all.',
    '"bind plan" only shows the plan, and ends with 1 where there is something to do.',
  ],
  examples: [
    { comment: 'What would have to be done', line: 'bind plan deploy/orders --identity id-orders --vault kv-shop' },
    { comment: 'Do it, after a question', line: 'bind deploy/orders -n shop --identity id-orders --vault kv-shop' },
    { comment: 'In a pipeline', line: 'bind deploy/orders --identity id-orders -g rg-shop --yes -o json' },
  ],
  flags: [...ownFlags, ...connectionFlags],

  async complete(line, host) {
    const { targets } = await import('../completion/targets.ts');
    const [first, ...more] = line.before.words;
    return targets(first === 'plan' ? { ...line, before: { ...line.before, words: more } } : line, host);
  },

  async run(parsed, host) {
    const [first, ...more] = parsed.words;
    const plans = first === 'plan' && more.length > 0;
    const targets = readTargets(plans ? more : parsed.words, host.commandName.join(' '));
    const identity = {
      resourceId: checked(parsed, 'identity-id', 'resource-id'),
      name: checked(parsed, 'identity', 'resource-name'),
      resourceGroup: checked(parsed, 'resource-group', 'resource-name'),
      subscriptionId: checked(parsed, 'subscription', 'guid'),
      clientId: checked(parsed, 'client-id', 'guid'),
    };
    const named = [identity.resourceId, identity.name, identity.clientId].filter((one) => one !== null);
    if (named.length === 0) throw new UsageError('name the identity: --identity NAME, --identity-id ID or --client-id GUID', 'az identity list -o table shows which there are');
    if (named.length > 1) throw new UsageError('--identity, --identity-id and --client-id exclude each other');
    const secretName = checked(parsed, 'secret', 'secret-name');
    const vault = parsed.value('vault');
    const vaultHost = vault === undefined ? undefined : vaultHostOfFlag(vault);
    if (vault === undefined && (secretName !== null || parsed.value('role') !== undefined)) throw new UsageError(`--${secretName === null ? 'role' : 'secret'} is of a vault: name it with --vault`);
    const roleId = dataRoles.find(([, { name }]) => name === (parsed.value('role') ?? standardRole))?.[0] ?? '';
    const asked = (parsed.value('dry-run') ?? 'none') as 'none' | 'client' | 'server';
    const serviceAccount = checked(parsed, 'service-account', 'dns-name');
    const timeoutMs = durationMs(parsed.value('timeout') ?? '15m', '--timeout');
    const color = (parsed.value('color') ?? 'auto') as 'auto' | 'always' | 'never';
    const { runBind } = await import('../bind-run.ts');
    return runBind(
      {
        targets,
        binding: {
          identity,
          audience: checked(parsed, 'audience', 'audience') ?? defaultAudience,
          ...(serviceAccount === null ? {} : { serviceAccount }),
          ...(vaultHost === undefined ? {} : { vault: { name: vaultHost.split('.')[0] ?? '', roleId } }),
        },
        dryRun: plans && asked === 'none' ? 'client' : asked,
        yes: parsed.on('yes'),
        format: (parsed.value('output') ?? 'text') as 'text' | 'json' | 'yaml',
        timeoutMs,
        doctor: {
          targets,
          full: true,
          wishes: { ...(vaultHost === undefined ? {} : { vaultHost }), ...(secretName === null ? {} : { secretName }), exchange: true, read: true },
          connection: connectionOf(parsed),
          repeated: repeatedFlags(parsed),
          format: 'text',
          show: 'problems',
          color,
          failOn: 'error',
          timeoutMs,
        },
      },
      host,
    );
  },
};

/** A flag's value where it has the form of what it names: it goes into requests and commands. Throws UsageError. */
function checked(parsed: Parsed, flag: string, grammar: Grammar): string | null {
  const value = parsed.value(flag);
  if (value === undefined) return null;
  if (!matchesGrammar(value, grammar)) throw new UsageError(`--${flag}: "${value}" is no ${grammar.replace('-', ' ')}`);
  return value;
}
