import type { AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';
import { refusedAgain } from '../mend.ts';

export interface WebhookTokenExpiryDenied {
  readonly message: string;
  readonly value: string;
  readonly where: 'pod' | 'service-account';
  readonly account: AccountRef;
}

export const webhookTokenExpiryDenied = defineProblem<WebhookTokenExpiryDenied>({
  code: 'WI212',
  name: 'webhook-token-expiry-denied',
  link: 'webhook',
  title: 'The webhook refuses the pod because of its token\'s lifetime',
  brief: 'refuses the token lifetime',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ value }) => `The annotation service-account-token-expiration is ${JSON.stringify(value)}, and the webhook refuses every new pod`,
  why: () => 'It takes whole seconds from 3600 to 86400 (default 3600). The annotation of the pod wins over that of the service account.',
  evidence: ({ message }) => [{ label: 'webhook', value: message }],
  fix: ({ where, account }) =>
    where === 'service-account'
      ? [
          kubectl('set the default', 'annotate', `serviceaccount/${word(account.name, 'dns-name', 'service-account')}`, '-n', word(account.namespace, 'dns-name', 'namespace'), 'azure.workload.identity/service-account-token-expiration=3600', '--overwrite'),
          refusedAgain,
        ]
      : [note('Correct the annotation azure.workload.identity/service-account-token-expiration in the pod template (kubectl edit), or leave it out; new pods follow.')],
  example: { message: 'token expiration 60 not valid. Expected value to be between 3600 and 86400', value: '60', where: 'service-account', account: { namespace: 'shop', name: 'orders' } },
});
