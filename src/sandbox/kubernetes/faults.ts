/** The faults of a scenario: which request each hits, and how often. */
import type { Fault } from '../scenario.ts';
import type { Answer } from './answer.ts';

export interface FaultList {
  /** The fault that hits `METHOD host/path`, and counts it; undefined when none is left. */
  take(request: string): Fault['act'] | undefined;
}

export function createFaultList(faults: readonly Fault[]): FaultList {
  const left = faults.map((fault) => ({ pattern: patternOf(fault.match), times: fault.times ?? Infinity, act: fault.act }));
  return {
    take(request) {
      const hit = left.find((each) => each.times > 0 && each.pattern.test(request));
      if (hit === undefined) return undefined;
      hit.times -= 1;
      return hit.act;
    },
  };
}

/** What a fault makes of the true answer before it is sent; how it is sent is the listener's. */
export function spoiled(answer: Answer, act: Fault['act'] | undefined): Answer {
  if (act === 'cut') return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
  return typeof act === 'object' && 'otherHeaders' in act ? { ...answer, headers: { ...answer.headers, ...act.otherHeaders } } : answer;
}

/** Matches from the start; `*` stands for any run of characters. */
function patternOf(match: string): RegExp {
  const literal = match.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}`, 's');
}
