import type { Answer, Gap } from '../evidence/answer.ts';
import type { Refusal } from './plan.ts';

/** Why a plan cannot be made where something could not be read, or is not there. */
export function refusalOf(answer: Exclude<Answer<unknown>, { readonly state: 'known' }>, what: string): Refusal {
  if (answer.state === 'absent') return { what: answer.detail ?? `${what} is not there`, steps: [], exitCode: 2 };
  return { what: `${what} could not be read: ${because(answer.gap)}`, steps: [], ...codeOf(answer.gap) };
}

/** The refusals of those answers that are not known. */
export function refusalsOf(...read: readonly (readonly [Answer<unknown>, string])[]): readonly Refusal[] {
  return read.flatMap(([answer, what]) => (answer.state === 'known' ? [] : [refusalOf(answer, what)]));
}

function codeOf({ problem, reason }: Gap): Pick<Refusal, 'exitCode'> {
  if (problem === 'kube-auth-expired') return { exitCode: 4 };
  return reason === 'unreachable' || reason === 'timeout' ? { exitCode: 3 } : {};
}

function because({ needs, detail, reason }: Gap): string {
  return reason === 'forbidden' || detail === undefined ? `needs ${needs}` : detail;
}
