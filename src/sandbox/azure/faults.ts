/** Faults of the wire, picked in order for the requests they match. */
import type { Fault } from '../scenario.ts';
import type { Outcome } from './wire.ts';

export interface FaultQueue {
  /** The first fault that matches `METHOD host/path?query` and is not used up; counts it. */
  take(request: string): Fault['act'] | undefined;
}

export function queueFaults(faults: readonly Fault[]): FaultQueue {
  const entries = faults.map((fault) => ({ pattern: patternOf(fault.match), left: fault.times ?? Infinity, act: fault.act }));
  return {
    take: (request) => {
      const entry = entries.find(({ pattern, left }) => left > 0 && pattern.test(request));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.act;
    },
  };
}

/** What a fault makes of the true outcome. */
export function spoiled(outcome: Outcome, act: Fault['act']): Outcome {
  if (typeof outcome !== 'object' || !('status' in outcome)) return outcome;
  if (act === 'stall' || act === 'drip') return { stall: outcome, drips: act === 'drip' };
  if (act === 'cut') return { ...outcome, body: outcome.body.slice(0, outcome.body.length / 2) };
  return typeof act === 'object' && 'otherHeaders' in act ? { ...outcome, headers: { ...outcome.headers, ...act.otherHeaders } } : outcome;
}

/** Matches from the start; `*` is any run of characters. */
function patternOf(match: string): RegExp {
  return new RegExp(`^${match.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}`);
}
