import type { Clock } from '../evidence/question.ts';
import { WireFailure } from '../wire/failure.ts';
import { listCredentials, mostCredentials } from '../problems/mend.ts';
import { planAccessPolicy } from './access-policy.ts';
import { planAccount } from './account.ts';
import { planCredential } from './credential.ts';
import type { Facts } from './facts.ts';
import { persist } from './persist.ts';
import { isRefusal, parts, type Hands, type Plan, type PlannedChange, type Refusal } from './plan.ts';
import { planRole } from './role-assignment.ts';
import { planTemplate } from './template.ts';

/** What is to be done that the targets work, decided from what was read: all of Azure first, and what two of them want is done once. */
export function planOf(facts: readonly Facts[]): Plan {
  const outcomes = facts.flatMap((one) => [planCredential(one), planRole(one), planAccessPolicy(one), planAccount(one), planTemplate(one)].filter((outcome) => outcome !== undefined));
  const changes = new Map(outcomes.filter((one): one is PlannedChange => !isRefusal(one)).map((planned) => [`${planned.change.part} ${planned.change.object}`, planned]));
  const refusals = [...outcomes.filter(isRefusal), ...withoutRoom([...changes.values()], facts)];
  return {
    changes: [...changes.values()].sort((a, b) => parts.indexOf(a.change.part) - parts.indexOf(b.change.part)),
    refusals: [...new Map(refusals.map((refusal) => [refusal.what, refusal])).values()],
  };
}

/** Each target alone may find room for its credential, and all of them none. */
function withoutRoom(changes: readonly PlannedChange[], [first, ...others]: readonly Facts[]): readonly Refusal[] {
  const created = changes.filter(({ change }) => change.part === 'federated credential' && change.action === 'create').length;
  if (first === undefined || others.length === 0 || first.credentials.length + created <= mostCredentials) return [];
  const { identity, credentials } = first;
  return [{ what: `${identity.name} has ${credentials.length} of ${mostCredentials} federated credentials, and these targets need ${created} more: bind fewer of them to it`, steps: listCredentials(identity) }];
}

/** Whether anything would change. */
export function isDone({ changes }: Plan): boolean {
  return changes.every(({ change }) => change.action === 'unchanged');
}

/** What the API server would refuse: fields that somebody else owns, and missing rights; nothing is stored. */
export async function rehearse({ changes }: Plan, hands: Hands, clock: Clock, deadline: number): Promise<readonly Refusal[]> {
  const outcomes = await Promise.all(changes.map((planned) => refusalOf(planned, hands, clock, deadline)));
  return outcomes.flat();
}

async function refusalOf({ change, rehearse: tryOut }: PlannedChange, hands: Hands, clock: Clock, deadline: number): Promise<readonly Refusal[]> {
  if (tryOut === undefined || change.action === 'unchanged') return [];
  try {
    await persist(() => tryOut(hands), clock, deadline);
    return [];
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    return [{ what: `${change.object} would be refused: ${reasonOf(error)}`, steps: [] }];
  }
}

/** The server's own words, else what kept them away. */
export function reasonOf({ fault, message }: WireFailure): string {
  if (fault.kind !== 'status') return message;
  const [manager] = /conflict with "([^"]+)"/.exec(fault.message)?.slice(1) ?? [];
  return manager === undefined ? fault.message : `${fault.message} (${manager} set it: change it there, or let it go)`;
}
