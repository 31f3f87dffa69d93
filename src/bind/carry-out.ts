import type { Clock } from '../evidence/question.ts';
import { WireFailure } from '../wire/failure.ts';
import { untilAccepted, type ProofPorts } from './acceptance.ts';
import type { Facts } from './facts.ts';
import { reasonOf } from './make-plan.ts';
import { persist } from './persist.ts';
import type { Change, Hands, Part, Plan, PlannedChange } from './plan.ts';

/** What became of one step of a plan. */
export interface StepTaken {
  readonly part: Part | 'exchange';
  readonly object: string;
  readonly outcome: 'done' | 'failed' | 'not-tried';
  readonly why?: string;
  /** It might have been done with more time. */
  readonly timeIsUp?: true;
}

export interface Progress {
  /** Called before a step that may take its time. */
  begins(what: string): void;
  taken(step: StepTaken): void;
}

const ofAzure: readonly Part[] = ['federated credential', 'role assignment', 'access policy'];

/**
 * Makes the changes of a plan, in an order in which every stop leaves a state that the same command completes:
 * Azure, then the service accounts once Entra takes their token, then the templates, whose pods are made anew.
 *
 * It ends at the first step that cannot be made; what comes after it is not tried.
 */
export async function carryOut(plan: Plan, facts: readonly Facts[], hands: Hands, ports: ProofPorts, deadline: number, progress: Progress): Promise<readonly StepTaken[]> {
  const taken: StepTaken[] = [];
  const tell = (step: StepTaken): boolean => {
    taken.push(step);
    progress.taken(step);
    return step.outcome === 'done';
  };
  const wanted = plan.changes.filter(({ change }) => change.action !== 'unchanged');
  const [azure, cluster] = [wanted.filter(({ change }) => ofAzure.includes(change.part)), wanted.filter(({ change }) => !ofAzure.includes(change.part))];
  const accounts = cluster.filter(({ change }) => change.part === 'service account');
  const rest = cluster.filter(({ change }) => change.part !== 'service account');

  let going = true;
  const makeEach = async (changes: readonly PlannedChange[]): Promise<void> => {
    for (const planned of changes) going = tell(going ? await made(planned, hands, ports, deadline, progress) : notTried(planned.change)) && going;
  };
  const prove = async (which: readonly Facts[]): Promise<void> => {
    for (const one of which) going = tell(going ? await proved(one, ports, deadline, progress) : { part: 'exchange', object: objectOf(one), outcome: 'not-tried' }) && going;
  };
  await makeEach(azure);
  // an account that is not there yet has no token to try
  const proves = wanted.length === 0 ? [] : facts;
  await prove(proves.filter(({ account }) => account.present !== undefined));
  await makeEach(accounts);
  await prove(proves.filter(({ account }) => account.present === undefined));
  await makeEach(rest);
  return taken;
}

/** Makes the changes of a plan one after another as they stand; it ends at the first that cannot be made. */
export async function makeInOrder({ changes }: Plan, hands: Hands, clock: Clock, deadline: number, progress: Progress): Promise<readonly StepTaken[]> {
  const taken: StepTaken[] = [];
  for (const planned of changes.filter(({ change }) => change.action !== 'unchanged')) {
    const goes = taken.every(({ outcome }) => outcome === 'done');
    const step = goes ? await made(planned, hands, { clock }, deadline, progress) : notTried(planned.change);
    taken.push(step);
    progress.taken(step);
  }
  return taken;
}

async function made(planned: PlannedChange, hands: Hands, { clock }: { readonly clock: Clock }, deadline: number, progress: Progress): Promise<StepTaken> {
  const { part, object } = planned.change;
  progress.begins(`${part} ${object}`);
  try {
    await persist(() => planned.make(hands), clock, deadline);
    return { part, object, outcome: 'done' };
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    return { part, object, outcome: 'failed', why: reasonOf(error), ...(clock.now().getTime() >= deadline ? { timeIsUp: true } : {}) };
  }
}

function notTried({ part, object }: Change): StepTaken {
  return { part, object, outcome: 'not-tried' };
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
