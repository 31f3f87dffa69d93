/**
 * The cluster's clock. Timestamps of objects have a resolution of one second, so every step gets a second of its own,
 * and the steps of a scenario lie in the past: nothing may seem to come from the future.
 */
export interface Clock {
  /** RFC 3339 in whole seconds: the step's own time while a step runs, the real time otherwise. */
  now(): string;
  /** Gives `count` steps one time each, all of them after anything said before; `count` 0 is allowed. */
  plan(count: number): readonly StepTime[];
}

export interface StepTime {
  /** From here until `end`, `now()` says this step's time. */
  begin(): void;
  end(): void;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const second = 1000;
const preferredGap = 10 * second;
const distanceFromNow = 60 * second;

/** `realTime` gives milliseconds since the epoch; the first `firstPlan` steps end a minute before it. */
export function createClock(realTime: () => number, firstPlan: number): Clock {
  let last = floor(realTime()) - distanceFromNow - firstPlan * preferredGap;
  let current: number | undefined = last;
  const speak = (time: number) => {
    last = Math.max(last, time);
    return new Date(time).toISOString().replace('.000Z', 'Z');
  };
  return {
    now: () => speak(current ?? Math.max(floor(realTime()), last)),
    plan(count) {
      const room = floor(realTime()) - distanceFromNow - last;
      const gap = Math.max(second, Math.min(preferredGap, floor(room / Math.max(count, 1))));
      const start = last;
      return Array.from({ length: count }, (_, index) => {
        const at = start + (index + 1) * gap;
        return {
          at,
          begin: () => {
            current = at;
          },
          end: () => {
            last = Math.max(last, at);
            current = undefined;
          },
        };
      });
    },
  };
}

function floor(milliseconds: number): number {
  return Math.floor(milliseconds / second) * second;
}
