import type { Clock } from '../evidence/question.ts';
import { WireFailure } from '../wire/failure.ts';

const firstPauseMs = 1000;
const longestPauseMs = 15_000;
/** Tries where nobody says that waiting helps. */
const mostLost = 5;

/**
 * Makes a change that may be made twice, again while the refusal is one that heals: another write under way, throttling,
 * a principal that is not everywhere yet; and some times more where the answer was lost or the service is out of order.
 * With `fresh` also where something is not found: it was made a moment ago, and not every front of Azure knows it yet.
 * Throws WireFailure.
 */
export async function persist<T>(make: () => Promise<T>, clock: Clock, deadline: number, fresh = false): Promise<T> {
  let lost = 0;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await make();
    } catch (error) {
      const outlook = error instanceof WireFailure ? outlookOf(error, fresh) : 'lasting';
      if (outlook === 'lost') lost += 1;
      const wait = error instanceof WireFailure && error.fault.kind === 'status' ? Math.max(pause, (error.fault.retryAfterSeconds ?? 0) * 1000) : pause;
      if (outlook === 'lasting' || lost >= mostLost || clock.now().getTime() + wait > deadline) throw error;
      await clock.wait(wait);
    }
  }
}

function outlookOf({ fault }: WireFailure, fresh: boolean): 'heals' | 'lost' | 'lasting' {
  if (fault.kind === 'not-sent') return 'lasting';
  if (fault.kind !== 'status' || fault.status >= 500 || (fresh && fault.status === 404)) return 'lost';
  if (wasMade(fault)) return 'lost';
  if (fault.status === 429 || fault.code === 'PrincipalNotFound') return 'heals';
  // of Kubernetes a conflict is about a field that is somebody else's
  return fault.status === 409 && fault.code === 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity' ? 'heals' : 'lasting';
}

/** Graph refuses to make a credential that is there: one of that name or pair was not there before, so it is of a write whose answer was lost. */
function wasMade({ code, message }: { readonly code?: string; readonly message: string }): boolean {
  return code === 'Request_MultipleObjectsWithSameKeyValue' || (code === 'InvalidFederatedIdentityCredentialValue' && message.includes('must be unique'));
}
