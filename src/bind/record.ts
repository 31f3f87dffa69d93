import type { Facts } from './facts.ts';

/** Where an object says what `bind` did, for whoever undoes it. */
export const boundAnnotation = 'kubectl-wi/bound';

/** What an object was bound to; one line of JSON. */
export function recordOf({ identity, account, request }: Facts): string {
  return JSON.stringify({
    identity: identity.resourceId,
    serviceAccount: `${account.namespace}/${account.name}`,
    ...(request.vault === undefined ? {} : { vault: request.vault.name }),
  });
}
