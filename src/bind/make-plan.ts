import type { Clock } from '../evidence/question.ts';
import { WireFailure } from '../wire/failure.ts';
import { listCredentials, mostCredentials } from '../problems/mend.ts';
import { planAccessPolicy } from './access-policy.ts';
import { planAccount } from './account.ts';
import { keyOfIdentity } from './chosen-identity.ts';
import { planCredential } from './credential.ts';
import { isOfKube, performInCluster, type Hands, type KubeDeed } from './deed.ts';
import type { Facts } from './facts.ts';
import { planIdentity } from './new-identity.ts';
import { filled } from './pending.ts';
import { fieldManager } from './owned-fields.ts';
import { persist } from './persist.ts';
import { isRefusal, parts, placed, type Plan, type PlannedChange, type Refusal } from './plan.ts';
import { planRestart } from './restart.ts';
import { planRole } from './role-assignment.ts';
import { planClass } from './secret-provider-class.ts';
import { planTemplate } from './template.ts';

/** What is to be done that the targets work, decided from what was read: all of Azure first, and what two of them want is done once. */
export function planOf(facts: readonly Facts[]): Plan {
  const plans = facts.map((one) => ({ one, outcomes: outcomesOf(one) }));
  const changes = new Map(plans.flatMap(({ one, outcomes }) => outcomes.flatMap((outcome): [string, PlannedChange][] => (isRefusal(outcome) ? [] : [[keyOf(outcome, one), outcome]]))));
  const refusals = [...plans.flatMap(({ outcomes }) => outcomes.filter(isRefusal)), ...withoutRoom(changes, facts)];
  return {
    changes: [...changes.values()].sort((a, b) => parts.indexOf(a.change.part) - parts.indexOf(b.change.part)),
    refusals: [...new Map(refusals.map((refusal) => [refusal.what, refusal])).values()],
  };
}

function outcomesOf(facts: Facts): readonly (PlannedChange | Refusal)[] {
  const { namespace } = facts.account;
  const template = planTemplate(facts);
  const changes = template !== undefined && !isRefusal(template) && template.deed !== undefined;
  const inCluster = [planAccount(facts), planClass(facts), template, planRestart(facts, changes)].map((outcome) => placed(namespace, outcome));
  return [planIdentity(facts), planCredential(facts), planRole(facts), planAccessPolicy(facts), ...inCluster].filter((outcome) => outcome !== undefined);
}

/** Equal for what two targets want alike; names alone do not tell identities of two groups apart, nor objects of two namespaces. */
function keyOf({ change: { part, object, namespace } }: PlannedChange, { identity }: Facts): string {
  return JSON.stringify([part, object, namespace ?? keyOfIdentity(identity)]);
}

/** Each target alone may find room for its credential, and all of them none. */
function withoutRoom(changes: ReadonlyMap<string, PlannedChange>, facts: readonly Facts[]): readonly Refusal[] {
  const created = [...changes.values()].flatMap(({ change, deed }) => {
    if (change.action !== 'create') return [];
    return deed?.kind === 'put-credential' ? [deed.identity.toLowerCase()] : deed?.kind === 'put-application-credential' ? [deed.application.toLowerCase()] : [];
  });
  return [...new Map(facts.map((one) => [keyOfIdentity(one.identity), one])).values()].flatMap(({ identity, credentials }) => {
    const more = created.filter((id) => id === keyOfIdentity(identity)).length;
    if (more < 2 || credentials.length + more <= mostCredentials) return [];
    return [{ what: `${identity.name} has ${credentials.length} of ${mostCredentials} federated credentials, and these targets need ${more} more: bind fewer of them to it`, steps: listCredentials(identity) }];
  });
}

/** Whether anything would change. */
export function isDone({ changes }: Plan): boolean {
  return changes.every(({ deed }) => deed === undefined);
}

export interface Rehearsal {
  readonly plan: Plan;
  /** What the API server would refuse: fields that somebody else owns, and missing rights. */
  readonly refusals: readonly Refusal[];
}

/**
 * Lets the API server say whether it would take a plan; nothing is stored.
 *
 * With `takeOver` the plan that comes back takes fields over that only hand tools of kubectl have set.
 */
export async function rehearse(plan: Plan, hands: Hands, clock: Clock, deadline: number, takeOver = false): Promise<Rehearsal> {
  const outcomes = await Promise.all(plan.changes.map((planned) => rehearsed(planned, hands, clock, deadline, takeOver)));
  return {
    plan: { ...plan, changes: outcomes.map((outcome, at) => (isRefusal(outcome) ? plan.changes[at] : outcome)).filter((one) => one !== undefined) },
    refusals: outcomes.filter(isRefusal),
  };
}

/** Stands for one that is yet to be made, for whoever looks whether an id has the form of one. */
const someIdentity = { clientId: '00000000-0000-4000-8000-000000000000', principalId: '00000000-0000-4000-8000-000000000000' };

async function rehearsed(planned: PlannedChange, hands: Hands, clock: Clock, deadline: number, takeOver: boolean): Promise<PlannedChange | Refusal> {
  const { change, deed } = planned;
  if (deed === undefined || !isOfKube(deed)) return planned;
  const refusalOf = async (tried: KubeDeed): Promise<WireFailure | undefined> => {
    try {
      await persist(() => performInCluster(filled(tried, someIdentity), hands.kube, true), clock, deadline);
      return undefined;
    } catch (error) {
      if (error instanceof WireFailure) return error;
      throw error;
    }
  };
  const refused = await refusalOf(deed);
  if (refused === undefined) return planned;
  const owners = conflictingManagers(refused);
  const byHand = deed.kind === 'apply' && owners.length > 0 && owners.every((manager) => handTool.test(manager));
  if (!byHand || !takeOver) return { what: `${change.object} would be refused: ${reasonOf(refused)}${byHand ? '; --take-over takes it over' : ''}`, steps: [] };
  const forced = { ...deed, force: true } as const;
  const again = await refusalOf(forced);
  if (again !== undefined) return { what: `${change.object} would be refused: ${reasonOf(again)}`, steps: [] };
  const note = `Takes over what ${owners.join(' and ')} set: put the same into your manifest, or the next apply asks for it back.`;
  return { change: { ...change, notes: [...change.notes, note] }, deed: forced };
}

/** What people set with kubectl themselves, a script of ours among it, and what was there before anybody kept account of it. */
const handTool = new RegExp(`^(kubectl-[\\w-]+|before-first-apply|${fieldManager})$`);

/** Who owns the fields of a refused apply; nobody where it was refused for another reason, or not all are told. */
function conflictingManagers({ fault }: WireFailure): readonly string[] {
  if (fault.kind !== 'status' || fault.status !== 409) return [];
  const count = Number(/^Apply failed with (\d+) conflicts?: /.exec(fault.message)?.[1] ?? 0);
  const one = /: conflict with "([^"]+)"[^"]*: \.[^"]*$/.exec(fault.message)?.[1];
  if (count === 1) return one === undefined ? [] : [one];
  const many = [...fault.message.matchAll(/conflicts with "([^"]+)"[^:"]*:((?:\s+- [^\s]+)+)/g)];
  const told = many.reduce((sum, [, , fields = '']) => sum + (fields.match(/- /g)?.length ?? 0), 0);
  return count > 1 && told === count ? many.map(([, manager = '']) => manager) : [];
}

/** The server's own words, else what kept them away. */
export function reasonOf({ fault, message }: WireFailure): string {
  return fault.kind === 'status' ? fault.message : message;
}
