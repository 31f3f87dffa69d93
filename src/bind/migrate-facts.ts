import { nobody } from '../evidence/named-identity.ts';
import { mountedClasses } from '../evidence/secrets-store-volume.ts';
import { podIdentities, podIdentityLabel, type AzureIdentity, type AzureIdentityBinding, type PodIdentities } from '../evidence/pod-identity.ts';
import { podIdentityWorkloads, type LabelledWorkload, type WorkloadsKey } from '../evidence/pod-identity-workloads.ts';
import type { World } from '../evidence/question.ts';
import type { Target } from '../evidence/subject.ts';
import { byCodeUnits } from '../evidence/text-order.ts';
import { matchesGrammar, note, wi, word, type Step } from '../problems/step.ts';
import { gather, type BindRequest, type Facts, type Gathered } from './facts.ts';
import type { Refusal } from './plan.ts';
import { identityIdPattern } from './record.ts';
import { refusalsOf } from './unread.ts';

export interface MigrateRequest {
  readonly place: WorkloadsKey;
  /** Only these; null takes all. */
  readonly names: readonly Pick<Target, 'kind' | 'name'>[] | null;
  readonly binding: Omit<BindRequest, 'target' | 'identity' | 'serviceAccount'>;
}

/** One workload, and what it takes that it has the identity which pod identity v1 gives it. */
export interface Migration {
  readonly workload: LabelledWorkload;
  readonly facts: Facts;
  readonly notes: readonly string[];
}

export interface MigrateFacts {
  readonly migrations: readonly Migration[];
  /** Workloads that stay as they are, and why. */
  readonly passedOver: readonly { readonly workload: LabelledWorkload; readonly why: string }[];
  readonly found: PodIdentities;
  /** Every namespace was looked at. */
  readonly everywhere: boolean;
}

const nothing: PodIdentities = { identities: [], bindings: [] };

/** Reads which workloads of a place have their identity of pod identity v1, which one that is, and what binding them takes. */
export async function gatherMigrate({ place, names, binding }: MigrateRequest, world: World): Promise<Gathered<MigrateFacts>> {
  const [workloads, v1] = await Promise.all([world.get(podIdentityWorkloads, place), world.get(podIdentities, null)]);
  if (workloads.state !== 'known' || v1.state === 'unknown') return { refusals: refusalsOf([workloads, 'the workloads'], ...(v1.state === 'unknown' ? [[v1, 'what pod identity v1 knows'] as const] : [])) };
  const found = v1.state === 'known' ? v1.value : nothing;
  const isNamed = ({ target }: LabelledWorkload, { kind, name }: Pick<Target, 'kind' | 'name'>): boolean => target.kind === kind && target.name === name;
  const wanted = names === null ? workloads.value : workloads.value.filter((workload) => names.some((one) => isNamed(workload, one)));
  const missing = (names ?? []).filter((one) => !wanted.some((workload) => isNamed(workload, one)));
  const standings = await Promise.all(wanted.map((workload) => standingOf(workload, found, binding, world)));
  return {
    read: {
      migrations: standings.flatMap((one) => ('facts' in one ? [one] : [])),
      passedOver: standings.flatMap((one) => ('why' in one ? [one] : [])),
      found,
      everywhere: place.namespace === null && place.labelSelector === null,
    },
    refusals: [...missing.map(({ kind, name }): Refusal => ({ what: `no pod of ${kind}/${name} carries the label ${podIdentityLabel}`, steps: [], exitCode: 2 })), ...standings.flatMap((one) => ('refusals' in one ? one.refusals : []))],
  };
}

type Standing = Migration | { readonly workload: LabelledWorkload; readonly why: string } | { readonly refusals: readonly Refusal[] };

async function standingOf(workload: LabelledWorkload, found: PodIdentities, binding: MigrateRequest['binding'], world: World): Promise<Standing> {
  const { target, selector, madeBy } = workload;
  if (madeBy !== undefined) return { workload, why: `${madeBy} makes it, which is not changed here: it stays with pod identity v1.` };
  const { chosen, besides } = bindingsOf(workload, found);
  if (chosen.length === 0) return { workload, why: `No AzureIdentityBinding has the selector of its label ${podIdentityLabel}: pod identity v1 gives it nothing.` };
  const given = chosen.map((one) => ({ binding: one, identity: identityOf(one, found) }));
  const dangling = given.find(({ identity }) => identity === undefined);
  if (dangling !== undefined) return refused(`AzureIdentityBinding ${placeOf(dangling.binding)}, which ${called(workload)} goes by, names AzureIdentity ${dangling.binding.azureIdentity}, which is not there`);
  const identities = distinct(given.flatMap(({ identity }) => (identity === undefined ? [] : [identity])));
  const [identity, another] = identities;
  if (identity === undefined) return refused(`${called(workload)} has no identity`);
  if (another !== undefined) return refused(`${called(workload)} has ${identities.length} identities of pod identity v1, by selector ${selector}: ${identities.map(placeOf).join(', ')}; bind it to the one that it needs`, identities.flatMap((one) => bindTo(workload, one)));
  if (identity.type !== 0) {
    const how = identity.type === 1 ? 'a secret' : 'a certificate';
    return refused(`AzureIdentity ${placeOf(identity)}, of ${called(workload)}, is a service principal that signs in with ${how}`, [note('Give the workload a managed identity, and bind it to that; or give the application a federated credential by hand.')]);
  }
  if (!identityIdPattern.test(identity.resourceId)) return refused(`AzureIdentity ${placeOf(identity)}, of ${called(workload)}, names no managed identity by its resource id`);
  const named = { ...nobody, resourceId: identity.resourceId };
  const { read: facts, refusals } = await gather({ ...binding, target, identity: named }, world);
  if (facts === undefined || refusals.length > 0) return { refusals };
  const mistaken = mismatchOf(workload, identity, facts);
  return mistaken === undefined ? { workload, facts, notes: notesOf(facts, besides) } : { refusals: [mistaken] };
}

/**
 * The bindings of a workload's own namespace with its selector, else those of others (mic's `createDesiredAssignedIdentityList`).
 *
 * One of another namespace serves the pods too unless pod identity v1 or the identity keeps to namespaces, which cannot be told
 * from here.
 */
function bindingsOf({ target, selector }: LabelledWorkload, found: PodIdentities): { readonly chosen: readonly AzureIdentityBinding[]; readonly besides: readonly AzureIdentityBinding[] } {
  const all = selector === '' ? [] : found.bindings.filter((one) => one.selector === selector).sort((a, b) => byCodeUnits(placeOf(a), placeOf(b)));
  const own = all.filter(({ namespace }) => namespace === target.namespace);
  const others = all.filter((one) => one.namespace !== target.namespace && identityOf(one, found)?.namespaced !== true);
  return own.length > 0 ? { chosen: own, besides: others } : { chosen: others, besides: [] };
}

export function identityOf({ namespace, azureIdentity }: AzureIdentityBinding, { identities }: PodIdentities): AzureIdentity | undefined {
  return identities.find((one) => one.namespace === namespace && one.name === azureIdentity);
}

/** Two objects may name the same managed identity. */
function distinct(identities: readonly AzureIdentity[]): readonly AzureIdentity[] {
  return [...new Map(identities.map((one) => [one.type === 0 ? one.resourceId.toLowerCase() : placeOf(one), one])).values()];
}

/** What would give the workload another identity than it has, or take one from somebody. */
function mismatchOf(workload: LabelledWorkload, identity: AzureIdentity, { account, identity: real }: Facts): Refusal | undefined {
  if (identity.clientId !== '' && identity.clientId.toLowerCase() !== real.clientId.toLowerCase()) {
    return { what: `AzureIdentity ${placeOf(identity)}, of ${called(workload)}, names ${real.name} by its resource id, and another identity by its client id`, steps: bindTo(workload, identity) };
  }
  const present = account.present?.clientId;
  if (present === undefined || present.toLowerCase() === real.clientId.toLowerCase()) return undefined;
  return { what: `serviceaccount/${account.name} -n ${account.namespace}, of ${called(workload)}, names another identity than ${real.name} already`, steps: bindTo(workload, identity) };
}

function notesOf({ shape }: Facts, besides: readonly AzureIdentityBinding[]): readonly string[] {
  const classes = (shape === undefined ? [] : mountedClasses(shape)).filter((name) => matchesGrammar(name, 'dns-name'));
  return [
    'An application that asks by ManagedIdentityCredential alone still asks pod identity v1: it needs DefaultAzureCredential or WorkloadIdentityCredential.',
    ...classes.map((name) => `SecretProviderClass ${name} needs usePodIdentity: "false", and the client id as clientID.`),
    ...(besides.length === 0 ? [] : [`Of other namespaces ${besides.map(placeOf).join(', ')} has this selector too: it serves these pods unless pod identity v1 keeps to namespaces.`]),
  ];
}

function refused(what: string, steps: readonly Step[] = []): { readonly refusals: readonly Refusal[] } {
  return { refusals: [{ what, steps }] };
}

function bindTo({ target }: LabelledWorkload, { resourceId, name }: AzureIdentity): readonly Step[] {
  const known = word(resourceId, 'resource-id', 'identity-resource-id');
  return [wi(`bind it to that of AzureIdentity ${name}`, 'bind', `${target.kind}/${word(target.name, 'dns-name', 'name')}`, '-n', word(target.namespace, 'dns-name', 'namespace'), '--identity-id', known)];
}

export function placeOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function called({ target: { kind, name, namespace } }: LabelledWorkload): string {
  return `${kind}/${name} -n ${namespace}`;
}
