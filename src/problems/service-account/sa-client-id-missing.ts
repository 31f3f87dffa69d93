import type { Target } from '../../evidence/subject.ts';
import type { Step } from '../step.ts';
import { annotateClientId, doctorAgain, recreatePods, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';

function doctorAgainWithClientId(owner: Target): Step {
  return { ...doctorAgain(owner, '--client-id', '<client-id>'), title: 'or, if the code passes a client id, check with that one' };
}

export interface SaClientIdMissing {
  readonly account: AccountRef;
  readonly owner: Target;
  /** A key that looks like a misspelling, with the object it stands on. */
  readonly nearMiss?: string;
}

export const saClientIdMissing = defineProblem<SaClientIdMissing>({
  code: 'WI351',
  name: 'sa-client-id-missing',
  link: 'service-account',
  title: 'The service account names no client id',
  brief: 'no client id',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-predates-sa-annotation' }],
  what: ({ account }) => `serviceaccount/${account.name} has no annotation azure.workload.identity/client-id`,
  why: ({ nearMiss }) =>
    `The webhook then injects no AZURE_CLIENT_ID, and an SDK does not know who to be, unless the application passes a client id in code.${nearMiss === undefined ? '' : ` Found instead: ${nearMiss}.`}`,
  fix: ({ account, owner }) => [
    annotateClientId(account, undefined),
    ...recreatePods(owner, []),
    doctorAgainWithClientId(owner),
  ],
  bind: () => ({ restarts: true }),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
