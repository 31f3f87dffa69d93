import { WireFailure } from '../wire/failure.ts';

/**
 * Runs a piece of network work that must end within a time, or with the run. Both ends are a `timeout` fault: to the
 * reader of a report a run that was stopped is an answer that did not come in time.
 */
export async function withDeadline<T>(
  operation: string,
  timeoutMs: number,
  run: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const timer = setTimeout(end, timeoutMs);
  if (run?.aborted) end();
  run?.addEventListener('abort', end, { once: true });
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    const afterMs = run?.aborted ? Math.round(performance.now() - startedAt) : timeoutMs;
    throw new WireFailure(operation, { kind: 'timeout', afterMs });
  } finally {
    clearTimeout(timer);
    run?.removeEventListener('abort', end);
  }
}

/** Runs work that has no deadline of its own, a login for instance; the end of the run is a `timeout` fault here too. */
export async function unlessEnded<T>(operation: string, run: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } catch (error) {
    if (!run?.aborted) throw error;
    throw new WireFailure(operation, { kind: 'timeout', afterMs: Math.round(performance.now() - startedAt) });
  }
}
