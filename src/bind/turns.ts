import type { NewIdentity } from '../azure/write-port.ts';
import { atMost } from '../wire/in-flight.ts';
import type { Part } from './plan.ts';

/** What became of one step of a plan. */
export interface StepTaken {
  readonly part: Part | 'exchange';
  readonly object: string;
  /** Of what is in the cluster. */
  readonly namespace?: string;
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

/** A step that waits for its turn. */
export interface Turn extends Pick<StepTaken, 'part' | 'object' | 'namespace'> {
  /** Turns of one lane are taken one after another. */
  readonly lane: string;
  take(taken: readonly StepTaken[]): Promise<StepTaken>;
}

/** Lanes in use at once: what a subscription lets one caller write without being held up. */
const mostLanes = 8;

/**
 * Takes the turns of each stage, lane beside lane, and the next stage where all of them were done.
 *
 * A turn that was not done ends its lane and the run after its stage; what would have come is told of, and not tried.
 * The steps come back in the order of the turns.
 */
export async function takeInTurn(stages: readonly (readonly Turn[])[], progress: Progress): Promise<readonly StepTaken[]> {
  const taken: StepTaken[] = [];
  for (const stage of stages) {
    const goes = taken.every(isDone);
    const lanes = [...Map.groupBy(stage, ({ lane }) => lane).values()];
    const free = atMost(mostLanes);
    const steps = new Map<Turn, StepTaken>();
    // a bug in one lane must not leave the writes of another unwatched
    const ends = await Promise.allSettled(
      lanes.map((lane) =>
        free(async () => {
          for (const turn of lane) {
            const step = goes && lane.every((one) => isDone(steps.get(one))) ? await turn.take([...taken, ...lane.map((one) => steps.get(one)).filter((one) => one !== undefined)]) : notTried(turn);
            steps.set(turn, step);
            progress.taken(step);
          }
        }),
      ),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    taken.push(...stage.map((turn) => steps.get(turn)).filter((step) => step !== undefined));
  }
  return taken;
}

/** What the identity was given that one of these steps created. */
export function createdIn(taken: readonly StepTaken[]): NewIdentity | undefined {
  return taken.find(({ identity }) => identity !== undefined)?.identity;
}

function notTried({ part, object, namespace }: Turn): StepTaken {
  return { part, object, ...(namespace === undefined ? {} : { namespace }), outcome: 'not-tried' };
}

function isDone(step: StepTaken | undefined): boolean {
  return step === undefined || step.outcome === 'done';
}
