import type { NewIdentity } from '../azure/write-port.ts';
import type { Clock } from '../evidence/question.ts';
import { WireFailure } from '../wire/failure.ts';
import { untilAccepted, type ProofPorts } from './acceptance.ts';
import type { Facts } from './facts.ts';
import { isOfKube, perform, type Deed, type Hands } from './deed.ts';
import { reasonOf } from './make-plan.ts';
import { persist } from './persist.ts';
import { filled } from './pending.ts';
import type { Change, Part, Plan } from './plan.ts';

/** What became of one step of a plan. */
export interface StepTaken {
  readonly part: Part | 'exchange';
  readonly object: string;
  readonly outcome: 'done' | 'failed' | 'not-tried';
  readonly why?: string;
  /** It might have been done with more time. */
  readonly timeIsUp?: true;
  /** What Azure gave the identity that was created. */
  readonly identity?: NewIdentity;
}

export interface Progress {
  /** Called before a step that may take its time. */
  begins(what: string): void;
  taken(step: StepTaken): void;
}

const ofAzure: readonly Part[] = ['identity', 'federated credential', 'role assignment', 'access policy'];

/**
 * Makes the changes of a plan, in an order in which every stop leaves a state that the same command completes:
 * Azure, then the service accounts once Entra takes their token, then the templates, whose pods are made anew.
 *
 * It ends at the first step that cannot be made; what comes after it is not tried.
 */
export async function carryOut(plan: Plan, facts: readonly Facts[], hands: Hands, ports: ProofPorts, deadline: number, progress: Progress): Promise<readonly StepTaken[]> {
  const wanted = turnsOf(plan, hands, ports.clock, deadline, progress);
  const of = (holds: (part: Part) => boolean): readonly Turn[] => wanted.filter(({ part }) => part !== 'exchange' && holds(part));
  const proves = wanted.length === 0 ? [] : facts;
  const proofs = (which: readonly Facts[]): readonly Turn[] => which.map((one) => ({ part: 'exchange', object: objectOf(one), take: (taken) => proved(filled(one, createdIn(taken)), ports, deadline, progress) }));
  return takeInTurn(
    [
      ...of((part) => ofAzure.includes(part)),
      // an account that is not there yet has no token to try
      ...proofs(proves.filter(({ account }) => account.present !== undefined)),
      ...of((part) => part === 'service account'),
      ...proofs(proves.filter(({ account }) => account.present === undefined)),
      ...of((part) => part === 'pod template'),
      ...of((part) => part === 'pods'),
    ],
    progress,
  );
}

/** Makes the changes of a plan one after another as they stand; it ends at the first that cannot be made. */
export async function makeInOrder(plan: Plan, hands: Hands, clock: Clock, deadline: number, progress: Progress): Promise<readonly StepTaken[]> {
  return takeInTurn(turnsOf(plan, hands, clock, deadline, progress), progress);
}

interface Turn extends Pick<StepTaken, 'part' | 'object'> {
  take(taken: readonly StepTaken[]): Promise<StepTaken>;
}

/** What comes after a step that was not done is told of, and not tried. */
async function takeInTurn(turns: readonly Turn[], progress: Progress): Promise<readonly StepTaken[]> {
  const taken: StepTaken[] = [];
  for (const { part, object, take } of turns) {
    const goes = taken.every(({ outcome }) => outcome === 'done');
    const step = goes ? await take(taken) : ({ part, object, outcome: 'not-tried' } as const);
    taken.push(step);
    progress.taken(step);
  }
  return taken;
}

function turnsOf({ changes }: Plan, hands: Hands, clock: Clock, deadline: number, progress: Progress): readonly Turn[] {
  return changes.flatMap(({ change, deed }) => (deed === undefined ? [] : [{ part: change.part, object: change.object, take: (taken) => made(change, deed, createdIn(taken), hands, clock, deadline, progress) }]));
}

/** What the identity was given that one of these steps created. */
export function createdIn(taken: readonly StepTaken[]): NewIdentity | undefined {
  return taken.find(({ identity }) => identity !== undefined)?.identity;
}

async function made({ part, object }: Change, deed: Deed, created: NewIdentity | undefined, hands: Hands, clock: Clock, deadline: number, progress: Progress): Promise<StepTaken> {
  progress.begins(`${part} ${object}`);
  try {
    const identity = await persist(() => perform(filled(deed, created), hands), clock, deadline, created !== undefined && !isOfKube(deed));
    return { part, object, outcome: 'done', ...(identity === undefined ? {} : { identity }) };
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    return { part, object, outcome: 'failed', why: whyOf(deed, error), ...(clock.now().getTime() >= deadline ? { timeIsUp: true } : {}) };
  }
}

/** Graph's refusal does not say what would be needed. */
function whyOf(deed: Deed, error: WireFailure): string {
  const ofApplication = deed.kind === 'put-application-credential' || deed.kind === 'delete-application-credential';
  if (!ofApplication || error.fault.kind !== 'status' || error.fault.status !== 403) return reasonOf(error);
  return `${reasonOf(error)} Needs to be an owner of the application, or Microsoft Graph Application.ReadWrite.All (Application.ReadWrite.OwnedBy for one that it owns; role Application Administrator).`;
}

async function proved(facts: Facts, ports: ProofPorts, deadline: number, progress: Progress): Promise<StepTaken> {
  progress.begins(`waiting until Entra takes a token of serviceaccount/${facts.account.name}`);
  const answer = await untilAccepted(facts, ports, deadline);
  const step = { part: 'exchange', object: objectOf(facts) } as const;
  if (answer.accepted) return { ...step, outcome: 'done' };
  return { ...step, outcome: 'failed', why: answer.why, ...(answer.lasting ? {} : { timeIsUp: true }) };
}

function objectOf({ account, identity }: Facts): string {
  return `a token of serviceaccount/${account.name} for ${identity.name}`;
}
