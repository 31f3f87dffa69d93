import type { AnswerId } from './answer.ts';
import type { Plain } from './question.ts';

/** Identifies one asked question, so that who waits can say for what. */
export function answerId(question: { readonly name: string }, key: Plain): AnswerId {
  return `${question.name} ${canonical(key)}`;
}

/** JSON with sorted keys, so that equal keys are one string. */
function canonical(value: Plain): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';
}
