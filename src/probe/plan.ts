import { unknown, type Answer, type Gap } from '../evidence/answer.ts';
import { isAuthority, vaultNameOf } from '../evidence/cloud-hosts.ts';
import { exchangeKeyOf } from '../evidence/exchange.ts';
import { isGuid } from '../evidence/identity.ts';
import { logins } from '../evidence/logins.ts';
import { tokenSourceOf, valueOf } from '../evidence/pod-shape.ts';
import { podView, vaultPathOf, type PodView, type PodViewKey } from '../evidence/pod-view.ts';
import { podGroups } from '../evidence/pods.ts';
import type { World } from '../evidence/question.ts';
import { runningPod } from '../evidence/running-pod.ts';
import type { Login, TargetSubject, VaultObject } from '../evidence/subject.ts';
import { namedVaults } from '../evidence/vault.ts';
import { tokenFileVariable } from '../evidence/workload-identity-keys.ts';
import { probeCommand, probeContainer, type Trial } from './container.ts';
import type { Asked } from './output.ts';

/** One pod to look from, for one login: in its own container, or else in one that is added. */
export interface Probe {
  readonly key: PodViewKey;
  readonly namespace: string;
  readonly pod: string;
  /** Of the pod's own, whose login it is, and what would be run in it. */
  readonly own: { readonly container: string; readonly command: readonly string[] };
  readonly container: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly image: string;
  readonly volume: string;
  readonly user: string;
  readonly asked: Asked;
  readonly exchanges: boolean;
}

/** The answer that a login has without a probe. */
export interface Seen {
  readonly key: PodViewKey;
  readonly answer: Answer<PodView>;
}

export interface ProbePlan {
  readonly probes: readonly Probe[];
  /** Logins that cannot be looked at from a pod, each with why. */
  readonly seen: readonly Seen[];
}

const tenantGrammar = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/;
/** Each host may cost its whole deadline. */
const mostObjects = 4;
/** Printable, and no option of curl's by accident: it stands behind --data-urlencode. */
const scopeGrammar = /^[\x21-\x7e]{1,500}$/;

/** Which pod each login of the target is looked at from, and with what; reads alone. */
export async function planProbes(subject: TargetSubject, image: string, world: World): Promise<ProbePlan> {
  const used = await world.get(logins, logins.key(subject));
  if (used.state !== 'known') return { probes: [], seen: [] };
  const planned: (Probe | Seen)[] = [];
  // one after another: the second in a pod must know the name of the first
  for (const login of used.value) planned.push(await planOf(login, subject, image, world, planned.filter((one) => 'pod' in one)));
  return { probes: planned.filter((one) => 'pod' in one), seen: planned.filter((one) => 'answer' in one) };
}

async function planOf(login: Login, subject: TargetSubject, image: string, world: World, before: readonly Probe[]): Promise<Probe | Seen> {
  const key = podView.key({ ...subject, login });
  const without = (gap: Gap): Seen => ({ key, answer: unknown(gap) });
  const groups = await world.get(podGroups, subject.target);
  const group = groups.state === 'known' ? groups.value.find(({ id }) => login.podGroups.includes(id)) : undefined;
  const container = group?.shape.containers.find(({ name, init }) => !init && login.containers.includes(name));
  const source = group === undefined || container === undefined ? undefined : tokenSourceOf(group.shape, container);
  if (login.entrance === 'csi' || login.basis !== 'as-is' || group === undefined || container === undefined || source === undefined) {
    return without({ reason: 'not-asked', needs: 'a running pod that carries what the webhook injects' });
  }
  const { namespace } = login;
  const pod = group.newest.name;
  const found = await world.get(runningPod, { namespace, name: pod });
  if (found.state === 'unknown') return without(found.gap);
  if (found.state === 'absent' || !found.value.started) return without({ reason: 'not-asked', needs: `pod/${pod} to have started: another container could not start in it either` });
  if (found.value.windows) return without({ reason: 'not-asked', needs: `a pod on Linux: pod/${pod} runs on Windows` });

  const { authorityHost, clientId, tenantId, untried } = login;
  const exchange = exchangeKeyOf({ login, wishes: subject.wishes });
  const exchanges =
    subject.wishes.exchange && untried === undefined && isAuthority(authorityHost.value) && isGuid(clientId?.value ?? '') && tenantGrammar.test(tenantId?.value ?? '') && scopeGrammar.test(exchange.scope);
  const objects = exchanges && subject.wishes.read && subject.wishes.scope === undefined ? await objectsOf(login, subject, world) : [];
  const authority = isAuthority(authorityHost.value) ? [new URL(authorityHost.value).hostname] : [];
  const hosts = [...new Set([...authority, ...objects.map(({ vaultHost }) => vaultHost)])];
  const { user, group: userGroup } = found.value.users.get(container.name) ?? {};
  const name = `kubectl-wi-${1 + found.value.added.filter((added) => added.startsWith('kubectl-wi-')).length + before.filter((one) => one.pod === pod).length}`;
  const trial: Trial = {
    authorityHost: authorityHost.value.endsWith('/') ? authorityHost.value : `${authorityHost.value}/`,
    tenantId: tenantId?.value ?? '',
    clientId: clientId?.value ?? '',
    scope: exchanges ? exchange.scope : '',
    hosts,
    objects,
  };
  return {
    key,
    namespace,
    pod,
    own: { container: container.name, command: probeCommand(valueOf(container, tokenFileVariable) ?? '', trial) },
    name,
    image,
    volume: source.volume,
    user: user === undefined ? 'a user without rights' : `user ${user}`,
    exchanges,
    asked: { pod, tenantId: tenantId?.value ?? '', hosts, objects },
    container: probeContainer({
      name,
      image,
      volume: source.volume,
      tokenPath: source.path,
      ...(user === undefined ? {} : { user }),
      ...(userGroup === undefined ? {} : { group: userGroup }),
      proxies: found.value.proxies.get(container.name) ?? [],
      ...trial,
    }),
  };
}

/** What this login reads; a host that is no vault's is sent nothing. */
async function objectsOf(login: Login, subject: TargetSubject, world: World): Promise<Asked['objects']> {
  const named = await world.get(namedVaults, namedVaults.key(subject));
  const own = named.state === 'known' ? named.value.objects.filter((object) => isReadBy(login, object)) : [];
  return own.flatMap((object) => (object.secretName === undefined || vaultNameOf(object.vaultHost) === undefined ? [] : [{ vaultHost: object.vaultHost, path: vaultPathOf(object) }])).slice(0, mostObjects);
}

function isReadBy(login: Login, { container, mount }: VaultObject): boolean {
  return mount === undefined && (container === undefined || login.containers.includes(container));
}
