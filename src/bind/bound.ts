import { accountUsers } from '../evidence/account-users.ts';
import { boundObject } from '../evidence/bound-object.ts';
import { nobody } from '../evidence/named-identity.ts';
import { mountedClasses } from '../evidence/secrets-store-volume.ts';
import { isOver, listedPods, podGroups } from '../evidence/pods.ts';
import type { World } from '../evidence/question.ts';
import type { Target } from '../evidence/subject.ts';
import { objectPath } from '../evidence/workload-collections.ts';
import { workload } from '../evidence/workload.ts';
import { gather, type BindRequest, type Gathered } from './facts.ts';
import { readRecord } from './record.ts';
import type { BoundFacts } from './undo.ts';

/** What is to be undone; what is left out is read from what `bind` wrote down. */
export type UnbindRequest = Pick<BindRequest, 'target' | 'audience'> & Partial<Omit<BindRequest, 'target' | 'audience' | 'restart'>>;

/** Reads the world as `bind` does, for the identity and the account that it bound. */
export async function gatherBound(request: UnbindRequest, world: World): Promise<Gathered<BoundFacts>> {
  const { target } = request;
  const record = readRecord(await recordOn(target, world));
  const identity = request.identity ?? (record === undefined ? undefined : { ...nobody, resourceId: record.identity ?? null, application: record.application ?? null });
  if (identity === undefined) {
    return { refusals: [{ what: `nothing on ${target.kind}/${target.name} says that it was bound: name the identity with --identity, if it was`, steps: [] }] };
  }
  const serviceAccount = request.serviceAccount ?? record?.serviceAccount;
  const vault = request.vault ?? record?.vault;
  const credentialName = request.credentialName ?? record?.credential;
  const { read: facts, refusals } = await gather({ target, audience: request.audience, restart: false, identity, ...(serviceAccount === undefined ? {} : { serviceAccount }), ...(vault === undefined ? {} : { vault }), ...(credentialName === undefined ? {} : { credentialName }) }, world, 'unbind');
  if (facts === undefined) return { refusals };
  const { owner } = facts.workload;
  const [listed, groups, users] = await Promise.all([
    world.get(listedPods, { namespace: target.namespace, selector: '' }),
    world.get(podGroups, target),
    world.get(accountUsers, { namespace: facts.account.namespace, name: facts.account.name }),
  ]);
  if (listed.state !== 'known' || users.state !== 'known') return { refusals: [{ what: `whether something else uses serviceaccount/${facts.account.name} could not be read: needs list on the workloads and pods of namespace ${target.namespace}`, steps: [] }] };
  const own = new Set(groups.state === 'known' ? groups.value.flatMap(({ pods }) => pods) : []);
  const workloads = users.value.filter(({ kind, name }) => kind !== owner.kind || name !== owner.name).map(({ kind, name }) => `${kind}/${name}`);
  const foreign = listed.value.filter((pod) => !own.has(pod.name) && !pod.deleting && !isOver(pod));
  const pods = foreign.filter((pod) => pod.serviceAccount === facts.account.name).map(({ name }) => `pod/${name}`);
  const mountedBy = foreign.filter((pod) => facts.csi !== undefined && mountedClasses(pod).includes(facts.csi.request.name)).map(({ name }) => `pod/${name}`);
  return { read: { facts, others: [...workloads, ...pods], mountedBy }, refusals };
}

async function recordOn(target: Target, world: World): Promise<string | undefined> {
  const owning = await world.get(workload, target);
  if (owning.state !== 'known') return undefined;
  const found = await world.get(boundObject, objectPath(owning.value.owner));
  return found.state === 'known' ? found.value.record : undefined;
}
