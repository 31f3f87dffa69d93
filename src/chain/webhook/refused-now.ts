import type { Answer } from '../../evidence/answer.ts';
import type { DryRun } from '../../evidence/dry-run.ts';

/** What the API server says of a webhook that it could not call; undefined where it was called, or nobody knows. */
export function uncalled(tried: Answer<DryRun>): string | undefined {
  const message = tried.state === 'known' && tried.value.result === 'refused-by-webhook' ? tried.value.message : undefined;
  return message?.includes('failed calling webhook') === true ? message : undefined;
}

/** Whether a new pod was not tried for want of the right: it would have shown a webhook that cannot be called. */
export function isUntried(tried: Answer<DryRun>): tried is Extract<Answer<DryRun>, { readonly state: 'unknown' }> {
  return tried.state === 'unknown' && tried.gap.reason === 'forbidden';
}

export function isUncalled(tried: Answer<DryRun>): boolean {
  return uncalled(tried) !== undefined;
}
