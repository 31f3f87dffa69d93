import type { FailOn } from '../../report/exit-code.ts';
import type { Format } from '../../report/index.ts';
import type { Command } from '../command.ts';
import type { Parsed } from '../parse.ts';
import type { PodLook } from '../pod-look.ts';
import { connectionOf, repeatedFlags } from '../connection.ts';
import { durationMs } from '../duration.ts';
import { connectionFlags, type Flag } from '../flag.ts';
import { placeFlags, placeOf } from '../place-flags.ts';
import { kindOf, readTargets } from '../targets.ts';
import { UsageError } from '../usage-error.ts';
import { vaultHostOfFlag } from '../vault-flag.ts';

const formats: readonly Format[] = ['text', 'wide', 'json', 'yaml', 'name'];
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const ownFlags: readonly Flag[] = [
  { name: 'output', short: 'o', value: 'FORMAT', choices: formats, summary: `format: ${formats.join(', ')}`, standard: 'text' },
  { name: 'vault', value: 'NAME', summary: "vault to read, by name or URL; default is what the containers' env names" },
  { name: 'secret', value: 'NAME', summary: 'secret to read; its value is dropped as it arrives' },
  { name: 'scope', value: 'SCOPE', summary: 'ask for another resource than Key Vault, e.g. https://management.azure.com/.default' },
  { name: 'client-id', value: 'GUID', summary: 'client id that the application passes in code' },
  ...placeFlags('workloads', ' that have to do with workload identity'),
  { name: 'exchange', value: 'HOW', choices: ['login', 'full'], summary: 'of several targets: one exchange for each login, or full: read the vaults too', standard: 'login' },
  { name: 'no-exchange', summary: 'do not exchange the token, and read no vault' },
  { name: 'no-read', summary: 'exchange the token, but read no vault' },
  { name: 'logs', summary: 'read the last lines of the containers too, and say which errors they tell of' },
  { name: 'tail', value: 'LINES', summary: 'with --logs: so many lines of each container', standard: '200' },
  { name: 'from', value: 'WHERE', choices: ['local', 'pod'], summary: 'pod: look from within a pod too, in its own container or in one that is added; asks first', standard: 'local' },
  { name: 'image', value: 'IMAGE', summary: 'with --from=pod: image of a container that is added, with sh and curl; default is curlimages/curl, pinned by its digest' },
  { name: 'yes', short: 'y', summary: 'with --from=pod: do not ask' },
  { name: 'wait', value: 'DURATION', optional: true, summary: 'look again until all is well, or something is broken that time does not heal', standard: '10m' },
  { name: 'timeout', value: 'DURATION', summary: 'deadline of the whole run; what is known by then is reported; 3m with --from=pod', standard: '60s' },
  { name: 'fail-on', value: 'LEVEL', choices: ['error', 'warning', 'undecided', 'never'], summary: 'error: failures give exit code 1; warning: warnings too; an undecided verdict gives 3 with either; never: 0 for all', standard: 'error' },
  { name: 'show', value: 'WHAT', choices: ['problems', 'all'], summary: 'problems, or all checks', standard: 'problems' },
  { name: 'color', value: 'WHEN', choices: ['auto', 'always', 'never'], summary: 'auto, always, never', standard: 'auto' },
  { name: 'verbose', short: 'v', summary: 'show the row of every check' },
];

export const doctor: Command = {
  name: 'doctor',
  summary: 'Find the broken link between a workload and its Key Vault',
  usage: 'TYPE/NAME… | [TYPE] -A | [TYPE] -l SELECTOR [flags]',
  description: [
    'Walks the chain for each target: webhook, pods, service account, issuer, token, identity, federated credential, exchange, key vault. ' +
      'It asks the API server for a short token of the service account, exchanges it at Entra and reads the secret, and says which link is broken, why, and the command that mends it. ' +
      'A pod that mounts a SecretProviderClass is looked at by that door too.',
    'With --logs it reads what the containers (now, and before their last restart), the webhook and the secrets store driver have logged last, and says what the errors in it mean. A log is heard, not proved: where the real exchange works, a refusal in it is a warning at most.',
    'Nothing is changed. Entra and the vault log the exchange and the read as the workload, from this address.',
    'What only the network of a pod shows, its DNS, its firewall and the file of its own token, is seen with --from=pod: a script tries the same in the container of a pod that runs. ' +
      'Where that has no shell or no curl, a container is added to the pod, as its user and without capabilities; it ends by itself, and its entry stays in the spec of that pod until the pod is deleted.',
    'TYPE is pod, deployment, statefulset, daemonset, replicaset, job, cronjob, serviceaccount or secretproviderclass, as kubectl takes them. A SecretProviderClass is looked at through the pods that mount it.',
  ],
  examples: [
    { comment: 'Look at a deployment in the namespace of the context', line: 'doctor deployment/orders' },
    { comment: 'Read a certain secret as the workload would', line: 'doctor deploy/orders -n shop --vault kv-shop --secret db-password' },
    { comment: 'A SecretProviderClass, through the pods that mount it', line: 'doctor secretproviderclass/orders -n shop' },
    { comment: 'Everything in the cluster that uses workload identity', line: 'doctor -A' },
    { comment: 'With what the application itself has logged', line: 'doctor deploy/orders -n shop --logs' },
    { comment: 'As the pod sees it, with its network and its own token', line: 'doctor deploy/orders -n shop --from=pod' },
    { comment: 'After a change, until it has reached every replica', line: 'doctor deploy/orders -n shop --wait' },
    { comment: 'For a pipeline: one JSON document, exit code 1 on problems', line: 'doctor deploy/orders -n shop -o json' },
  ],
  flags: [...ownFlags, ...connectionFlags],

  async complete(line, host) {
    const { targets } = await import('../completion/targets.ts');
    return targets(line, host);
  },

  async run(parsed, host) {
    const { everywhere, selector } = placeOf(parsed);
    const search = everywhere || selector !== undefined;
    const [kind, ...names] = parsed.words;
    if (search && (names.length > 0 || kind?.includes('/') === true)) {
      throw new UsageError('a target is named, and -A or -l given', 'either name targets, or search for them by -A or -l');
    }
    if (search && kind !== undefined && kindOf(kind) === 'secretproviderclass') {
      throw new UsageError('a SecretProviderClass is looked at by its name', 'the workloads that mount one are found by -A or -l');
    }
    if (everywhere && parsed.on('logs')) throw new UsageError('--logs with -A would read the logs of every workload', 'name targets, or choose by -l in a namespace');
    const targets = search ? [] : readTargets(parsed.words, host.commandName.join(' '));
    const clientId = parsed.value('client-id');
    if (clientId !== undefined && !guid.test(clientId)) throw new UsageError(`--client-id: "${clientId}" is not a GUID`);
    const scope = parsed.value('scope');
    if (scope !== undefined && !/^\S+$/.test(scope)) throw new UsageError(`--scope: "${scope}" is no scope`, 'e.g. https://management.azure.com/.default; leave it away for Key Vault');
    const vault = parsed.value('vault');
    const secretName = parsed.value('secret');
    if (secretName !== undefined && !/^[A-Za-z0-9-]{1,127}$/.test(secretName)) {
      throw new UsageError(`--secret: "${secretName}" is no name of a secret`, 'letters, digits and dashes, at most 127');
    }
    const logLines = linesOf(parsed.on('logs'), parsed.value('tail'));
    const podLook = await podLookOf(parsed, search);
    const { runDoctor } = await import('../doctor-run.ts');
    return runDoctor(
      {
        targets,
        ...(search ? { search: { everywhere, selector: selector ?? null, kind: kind === undefined ? null : kindOf(kind) } } : {}),
        full: parsed.value('exchange') === 'full',
        ...(parsed.value('wait') === undefined ? {} : { waitMs: durationMs(parsed.value('wait') ?? '', '--wait') }),
        wishes: {
          ...(clientId === undefined ? {} : { clientId }),
          ...(vault === undefined ? {} : { vaultHost: vaultHostOfFlag(vault) }),
          ...(secretName === undefined ? {} : { secretName }),
          ...(scope === undefined ? {} : { scope }),
          ...(logLines === undefined ? {} : { logLines }),
          exchange: !parsed.on('no-exchange'),
          read: !parsed.on('no-read'),
          ...(podLook === undefined ? {} : { fromPod: true as const }),
        },
        ...(podLook === undefined ? {} : { podLook }),
        connection: connectionOf(parsed),
        repeated: repeatedFlags(parsed),
        format: (parsed.on('verbose') && parsed.value('output') === undefined ? 'wide' : (parsed.value('output') ?? 'text')) as Format,
        show: parsed.value('show') === 'all' ? 'all' : 'problems',
        color: (parsed.value('color') ?? 'auto') as 'auto' | 'always' | 'never',
        failOn: (parsed.value('fail-on') ?? 'error') as FailOn,
        timeoutMs: durationMs(parsed.value('timeout') ?? (podLook === undefined ? '60s' : '3m'), '--timeout'),
      },
      host,
    );
  },
};

const usualLines = 200;
const mostLines = 10_000;

/** How many lines of each log are read; undefined for none. */
function linesOf(logs: boolean, tail: string | undefined): number | undefined {
  if (!logs && tail !== undefined) throw new UsageError('--tail is for --logs', 'add --logs, or leave --tail away');
  if (!logs) return undefined;
  if (tail === undefined) return usualLines;
  if (!/^[1-9]\d{0,4}$/.test(tail) || Number(tail) > mostLines) throw new UsageError(`--tail: "${tail}" is no number of lines`, `from 1 to ${mostLines}`);
  return Number(tail);
}

/** As a registry takes it: nothing that could be an option or a second word. */
const imageGrammar = /^[a-z0-9][A-Za-z0-9._/:@-]{0,499}$/;

/** What `--from=pod` asks for; undefined without it. Throws UsageError for what does not go with it. */
async function podLookOf(parsed: Parsed, search: boolean): Promise<PodLook | undefined> {
  const image = parsed.value('image');
  if (parsed.value('from') !== 'pod') {
    if (image !== undefined || parsed.on('yes')) throw new UsageError(`--${image === undefined ? 'yes' : 'image'} is of --from=pod`, 'add --from=pod, or leave it away');
    return undefined;
  }
  if (search) throw new UsageError('--from=pod looks from the pods of named targets', 'a container is added to each pod that is looked from: name them, as in deployment/orders');
  if (parsed.value('wait') !== undefined) throw new UsageError('--from=pod and --wait', 'each look would add a container to the pod: wait without --from=pod, and then look once with it');
  if (image !== undefined && !imageGrammar.test(image)) throw new UsageError(`--image: "${image}" is no name of an image`, 'e.g. registry.example/curl:8, or with @sha256:… behind it');
  const { defaultImage } = await import('../../probe/container.ts');
  return { image: image ?? defaultImage, yes: parsed.on('yes') };
}
