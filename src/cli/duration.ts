import { UsageError } from './usage-error.ts';

const unitMs: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest that a timer of Node waits, 24.8 days; a longer one would end at once. */
const longestTimerMs = 2 ** 31 - 1;

/** A duration as kubectl writes it (`30s`, `1m30s`, bare seconds), in milliseconds. Throws UsageError naming the flag. */
export function durationMs(text: string, flag: string): number {
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestTimerMs);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) {
    throw new UsageError(`${flag}: "${text}" is not a duration`, `for example ${flag}=30s`);
  }
  return Math.min(longestTimerMs, parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0), 0));
}
