import { proofOf, turnOf, type Means } from './carry-out.ts';
import type { PlannedChange } from './plan.ts';
import type { RebindFacts } from './rebind-facts.ts';
import { isCreation, rebindingsOf, roomFor, type Rebinding } from './rebind-plan.ts';
import { takeInTurn, type StepTaken, type Turn } from './turns.ts';

/**
 * Makes the changes of a rebind, identities beside each other: the new credentials of one, the proof of each, and only
 * then what they take the place of. Where an identity has not room for all, as many at a time as there is.
 *
 * What fails of one identity ends nothing of another; the same command goes on from there.
 */
export async function carryOutRebind(facts: RebindFacts, means: Means): Promise<readonly StepTaken[]> {
  const wanted = rebindingsOf(facts).filter(({ added, removed }) => added.deed !== undefined || removed !== undefined);
  const identities = Map.groupBy(wanted, ({ trust }) => trust.identity.resourceId.toLowerCase());
  return takeInTurn([[...identities].flatMap(([lane, group]) => laneOf(lane, group, means))], means.progress);
}

function laneOf(lane: string, group: readonly Rebinding[], means: Means): readonly Turn[] {
  const turn = (planned: PlannedChange | undefined): readonly Turn[] => (planned?.deed === undefined ? [] : [turnOf(planned, planned.deed, lane, means)]);
  return portionsOf(group).flatMap((portion) => [
    ...portion.flatMap(({ added }) => turn(added)),
    ...portion.map(({ trust }) => proofOf(trust, means, lane)),
    ...portion.flatMap(({ removed }) => turn(removed)),
  ]);
}

/** First those that only make room, then as many at a time as find it; all at once where nothing goes. */
function portionsOf(group: readonly Rebinding[]): readonly (readonly Rebinding[])[] {
  const room = Math.max(1, roomFor(group));
  const creations = group.filter(({ added }) => isCreation(added));
  const others = group.filter(({ added }) => !isCreation(added));
  const portions = Array.from({ length: Math.ceil(creations.length / room) }, (_, at) => creations.slice(at * room, (at + 1) * room));
  return [...(others.length === 0 ? [] : [others]), ...portions];
}
