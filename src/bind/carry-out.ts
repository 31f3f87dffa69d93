import { WireFailure } from '../wire/failure.ts';
import { untilAccepted, type Proof, type ProofPorts } from './acceptance.ts';
import { keyOfIdentity } from './chosen-identity.ts';
import { isOfKube, perform, type AzureDeed, type Deed, type Hands } from './deed.ts';
import type { Facts } from './facts.ts';
import { reasonOf } from './make-plan.ts';
import { filled } from './pending.ts';
import { persist } from './persist.ts';
import type { Part, Plan, PlannedChange } from './plan.ts';
import { createdIn, takeInTurn, type Progress, type StepTaken, type Turn } from './turns.ts';

/** What every step is taken with. */
export interface Means {
  readonly hands: Hands;
  readonly ports: ProofPorts;
  /** ms since 1970. */
  readonly deadline: number;
  readonly progress: Progress;
}

const ofAzure: readonly Part[] = ['identity', 'federated credential', 'role assignment', 'access policy'];

/**
 * Makes the changes of a plan, in an order in which every stop leaves a state that the same command completes:
 * Azure, identities beside each other, then the service accounts once Entra takes their token, then the templates,
 * whose pods are made anew.
 */
export async function carryOut(plan: Plan, facts: readonly Facts[], means: Means): Promise<readonly StepTaken[]> {
  const wanted = turnsOf(plan, facts, means);
  const of = (holds: (part: Part) => boolean): readonly Turn[] => wanted.filter(({ part }) => part !== 'exchange' && holds(part));
  const proofs = (present: boolean): readonly Turn[] => (wanted.length === 0 ? [] : facts.filter(({ account }) => (account.present !== undefined) === present)).map((one) => proofOf(one, means));
  return takeInTurn(
    [
      of((part) => ofAzure.includes(part)),
      // an account that is not there yet has no token to try
      proofs(true),
      of((part) => part === 'service account'),
      proofs(false),
      of((part) => part === 'secret provider class'),
      of((part) => part === 'pod template'),
      of((part) => part === 'pods'),
    ],
    means.progress,
  );
}

/** Takes back what a plan says: the cluster's part one after another as it stands, then that of Azure, identities beside each other. */
export async function takeBack(plan: Plan, facts: readonly Facts[], means: Means): Promise<readonly StepTaken[]> {
  const wanted = turnsOf(plan, facts, means);
  const isAzure = ({ part }: Turn): boolean => part !== 'exchange' && ofAzure.includes(part);
  return takeInTurn([wanted.filter((turn) => !isAzure(turn)), wanted.filter(isAzure)], means.progress);
}

function turnsOf({ changes }: Plan, facts: readonly Facts[], means: Means): readonly Turn[] {
  const identities = new Map(facts.map(({ identity }) => [identity.principalId, keyOfIdentity(identity)]));
  const laneOf = (deed: Deed): string => (isOfKube(deed) ? 'cluster' : (identityOf(deed) ?? identities.get(principalOf(deed)) ?? principalOf(deed)));
  const vaults = oneAtATime();
  return changes.flatMap((planned) => {
    const { deed } = planned;
    if (deed === undefined) return [];
    const turn = turnOf(planned, deed, laneOf(deed), means);
    // a vault takes one change of its policies at a time, whoever they are for
    return [deed.kind === 'add-access-policy' ? { ...turn, take: (taken) => vaults(deed.vault.toLowerCase(), () => turn.take(taken)) } : turn];
  });
}

function identityOf(deed: AzureDeed): string | undefined {
  if ('application' in deed) return deed.application.toLowerCase();
  return 'identity' in deed ? deed.identity.toLowerCase() : undefined;
}

function principalOf(deed: AzureDeed): string {
  return 'principalId' in deed ? deed.principalId : '';
}

/** Makes one change of a plan, in this lane. */
export function turnOf({ change: { part, object, namespace } }: PlannedChange, deed: Deed, lane: string, means: Means): Turn {
  const step = { part, object, ...(namespace === undefined ? {} : { namespace }) };
  return { ...step, lane, take: (taken) => made(step, deed, taken, means) };
}

/** Waits until Entra takes a token of the account; in a lane of the account where none is named. */
export function proofOf(proof: Proof, { ports, deadline, progress }: Means, lane = `${proof.account.namespace}/${proof.account.name}`): Turn {
  const { account, identity } = proof;
  const step = { part: 'exchange', object: `a token of serviceaccount/${account.name} for ${identity.name}`, namespace: account.namespace } as const;
  const take = async (taken: readonly StepTaken[]): Promise<StepTaken> => {
    progress.begins(`waiting until Entra takes a token of serviceaccount/${account.name}`);
    const answer = await untilAccepted(filled(proof, createdIn(taken)), ports, deadline);
    if (answer.accepted) return { ...step, outcome: 'done' };
    return { ...step, outcome: 'failed', why: answer.why, ...(answer.lasting ? {} : { timeIsUp: true }) };
  };
  return { ...step, lane, take };
}

async function made(step: Pick<StepTaken, 'part' | 'object' | 'namespace'>, deed: Deed, taken: readonly StepTaken[], { hands, ports: { clock }, deadline, progress }: Means): Promise<StepTaken> {
  progress.begins(`${step.part} ${step.object}`);
  try {
    const created = createdIn(taken);
    const identity = await persist(() => perform(filled(deed, created), hands), clock, deadline, created !== undefined && !isOfKube(deed));
    return { ...step, outcome: 'done', ...(identity === undefined ? {} : { identity }) };
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    return { ...step, outcome: 'failed', why: whyOf(deed, error), ...(clock.now().getTime() >= deadline ? { timeIsUp: true } : {}) };
  }
}

/** Graph's refusal does not say what would be needed. */
function whyOf(deed: Deed, error: WireFailure): string {
  const ofApplication = deed.kind === 'put-application-credential' || deed.kind === 'delete-application-credential';
  if (!ofApplication || error.fault.kind !== 'status' || error.fault.status !== 403) return reasonOf(error);
  return `${reasonOf(error)} Needs to be an owner of the application, or Microsoft Graph Application.ReadWrite.All (Application.ReadWrite.OwnedBy for one that it owns; role Application Administrator).`;
}

/** Runs what has the same key one after another. */
function oneAtATime(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const next = (last.get(key) ?? Promise.resolve()).then(task, task);
    last.set(key, next);
    return next;
  };
}
