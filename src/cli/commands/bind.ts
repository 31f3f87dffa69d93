import { csiObjectsOf } from '../../bind/csi.ts';
import type { BindRequest } from '../../bind/facts.ts';
import { languages } from '../../bind/writers/languages.ts';
import { audienceOf, bindingFlags, changeFlags, changeWishesOf, checked, creationOf, credentialNameOf, identityOf, plannedTargets, plannedWords, restartOf, serviceAccountOf, templateFlags, vaultOf } from '../binding-flags.ts';
import type { Command } from '../command.ts';
import type { Host } from '../host.ts';
import { givenOf, parse, type Parsed } from '../parse.ts';
import type { SavedPlan } from '../saved-plan.ts';
import { connectionFlags, type Flag } from '../flag.ts';
import { readBindable } from '../targets.ts';
import { UsageError } from '../usage-error.ts';

const creating: readonly Flag[] = [
  { name: 'create-identity', summary: 'create the identity where there is none of that name; needs --resource-group' },
  { name: 'location', value: 'REGION', summary: "region of a new identity, else its group's" },
];

const filename: Flag = { name: 'filename', short: 'f', value: 'FILE', valuesFrom: 'file', summary: 'carry out a plan that was saved with -o json or yaml; - is standard input' };

const csiFlags: readonly Flag[] = [
  { name: 'csi', value: 'NAME', summary: 'SecretProviderClass that mounts the vault, in place of the webhook; needs --vault' },
  { name: 'objects', value: 'LIST', summary: 'what the class mounts, e.g. secret/db-password,cert/tls; default is what it lists, or the secret of --secret; decides which role is standard' },
  { name: 'container', value: 'NAME', summary: 'container that mounts it; default is the first' },
];

/** What is bound to what; a saved plan repeats them. */
const whatFlags = [...bindingFlags, ...creating, ...csiFlags, ...templateFlags];

export const bind: Command = {
  name: 'bind',
  summary: 'Give a workload an identity, and prove that it works',
  usage: '[plan] TYPE/NAME… --identity NAME [flags]',
  description: [
    'Reads both worlds first, and shows what is missing: the identity (with --create-identity), the federated credential, the role on the vault, the annotation of the service account, the label and the account of the pod template. What is right already stays as it is. ' +
      'Then it asks, and makes the changes in an order that may be interrupted anywhere: Azure first, the service account once Entra takes its token, the template last. The same command again goes on from where it stopped. It ends with what the doctor says, and with its exit code.',
    'Nothing that somebody else made is overwritten or deleted: a credential that may serve another workload stays and one is made beside it, and a field that another manager owns is a reason to change nothing at all.',
    '"bind plan" only shows the plan, and ends with 1 where there is something to do. With -o json it can be saved, and "bind -f" carries it out later, if the world is still as it was. "unbind" takes back what it did.',
    'For who commits what is to be done instead of having it done, a plan is written in their language, and names only what is missing. ' +
      '"-o az" is a script for sh that ends with the doctor; "-o bicep", "-o terraform" and "-o aso" (manifests of Azure Service Operator) are the Azure half, and "-o kustomize" is the half of the cluster.',
  ],
  examples: [
    { comment: 'What would have to be done', line: 'bind plan deploy/orders --identity id-orders --vault kv-shop' },
    { comment: 'Do it, after a question', line: 'bind deploy/orders -n shop --identity id-orders --vault kv-shop' },
    { comment: 'With a new identity, in the region of its resource group', line: 'bind deploy/orders --identity id-new -g rg-shop --create-identity' },
    { comment: 'An app registration instead', line: "bind deploy/orders -n shop --application 'Orders in production'" },
    { comment: 'What Azure lacks, in Terraform', line: 'bind plan deploy/orders --identity id-orders -o terraform' },
    { comment: 'By the secrets store driver instead of the webhook', line: 'bind deploy/orders --identity id-orders --vault kv --csi orders' },
    { comment: 'In a pipeline', line: 'bind deploy/orders --identity id-orders -g rg-shop --yes -o json' },
  ],
  flags: [...whatFlags, filename, ...changeFlags(...languages), ...connectionFlags],

  complete: plannedTargets,

  async run(parsed, host) {
    const file = parsed.value('filename');
    return file === undefined ? bindAs(parsed, host) : bindSaved(file, parsed, host);
  },
};

async function bindAs(parsed: Parsed, host: Host, saved?: SavedPlan): Promise<number> {
  const { plans, words } = plannedWords(parsed.words);
  const targets = readBindable(words, host.commandName.join(' '));
  const identity = identityOf(parsed);
  if (identity === undefined) throw new UsageError('name the identity: --identity NAME, --identity-id ID, --client-id GUID or --application NAME', 'az identity list -o table shows which there are');
  const { binding: vault, reads } = vaultOf(parsed);
  const csi = csiOf(parsed);
  // what the driver mounts stands in its class, and the doctor reads that
  const wishes = { ...changeWishesOf(parsed, plans, csi.csi === undefined ? reads : {}), argv: [...words, ...givenOf(parsed, whatFlags)], ...(saved === undefined ? {} : { saved }) };
  const binding = {
    identity,
    ...creationOf(parsed, identity),
    restart: restartOf(parsed, wishes, host),
    audience: audienceOf(parsed),
    ...credentialNameOf(parsed, targets),
    ...serviceAccountOf(parsed),
    ...vault,
    ...csi,
  };
  const { runBind } = await import('../bind-run.ts');
  return runBind({ ...wishes, targets, binding }, host);
}

/** What was asked is read again from the plan, and everything else from the command line. Throws UsageError. */
async function bindSaved(file: string, parsed: Parsed, host: Host): Promise<number> {
  const [word] = parsed.words.filter((one, at) => at > 0 || one !== 'plan');
  const [flag] = givenOf(parsed, [...whatFlags, ...connectionFlags.filter(({ name }) => name === 'namespace')]);
  const stray = word ?? flag;
  if (stray !== undefined) throw new UsageError(`a saved plan says what is bound to what: leave ${stray} out`);
  const { readSavedPlan } = await import('../saved-plan.ts');
  const saved = await readSavedPlan(file, host);
  // how to go about it is for this command line to say, and whom to ask
  parse(saved.argv, whatFlags, file);
  const again = parse([...parsed.words, ...saved.argv, `--namespace=${saved.namespace}`, ...givenOf(parsed, [...changeFlags(...languages), ...connectionFlags])], bind.flags, '');
  return bindAs(again, host, saved);
}

/** Throws UsageError. */
function csiOf(parsed: Parsed): Pick<BindRequest, 'csi'> {
  const name = checked(parsed, 'csi', 'dns-name');
  const [list, container] = [parsed.value('objects'), checked(parsed, 'container', 'dns-name')];
  if (name === null) {
    const [stray] = ['objects', 'container'].filter((flag) => parsed.value(flag) !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} is of a SecretProviderClass: name it with --csi`);
    return {};
  }
  if (parsed.value('vault') === undefined) throw new UsageError('--csi mounts objects of a vault: name it with --vault');
  const secretName = parsed.value('secret');
  const objects = list === undefined ? (secretName === undefined ? [] : [{ type: 'secret' as const, name: secretName }]) : csiObjectsOf(list);
  if (objects === undefined) throw new UsageError(`--objects: "${list}" is no list of secret/NAME, key/NAME or cert/NAME`);
  return { csi: { name, objects, ...(container === null ? {} : { container }) } };
}
