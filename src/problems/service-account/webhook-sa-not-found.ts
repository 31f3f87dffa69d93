import { annotateClientId, type AccountRef, refusedAgain } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';

export interface WebhookSaNotFound {
  readonly account: AccountRef;
}

export const webhookSaNotFound = defineProblem<WebhookSaNotFound>({
  code: 'WI353',
  name: 'webhook-sa-not-found',
  link: 'service-account',
  title: 'The service account does not exist',
  brief: 'does not exist',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'token-kubelet-cannot-mint' }],
  what: ({ account }) => `serviceaccount/${account.name} does not exist in namespace ${account.namespace}`,
  why: () => 'The API server refuses every new pod that names it; pods that still run cannot renew their token.',
  fix: ({ account }) => [
    kubectl('create it', 'create', 'serviceaccount', word(account.name, 'dns-name', 'service-account'), '-n', word(account.namespace, 'dns-name', 'namespace')),
    annotateClientId(account, undefined),
    refusedAgain,
  ],
  bind: () => ({}),
  example: { account: { namespace: 'shop', name: 'orders' } },
});
