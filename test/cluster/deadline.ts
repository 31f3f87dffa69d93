import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until `look` gives something, and returns it.
 * `undefined` means not yet; what it threw last is the cause of the error at the deadline.
 */
export async function until<T>(what: string, deadlineMs: number, look: () => Promise<T | undefined>, pauseMs = 50): Promise<T> {
  const end = Date.now() + deadlineMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
      last = undefined;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      last = error;
    }
    if (Date.now() >= end) throw new Error(`${what}: not within ${deadlineMs} ms${last instanceof Error ? `: ${last.message}` : ''}`, { cause: last });
    await sleep(pauseMs);
  }
}

/** Thrown by `look` when waiting longer can't help. */
export class Hopeless extends Error {}
