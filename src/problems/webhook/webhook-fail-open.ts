import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';
import { podCount, recreatePods } from '../mend.ts';

export interface WebhookFailOpen {
  readonly owner: Target;
  readonly pods: readonly string[];
  readonly configuration: string;
}

export const webhookFailOpen = defineProblem<WebhookFailOpen>({
  code: 'WI202',
  name: 'webhook-fail-open',
  link: 'webhook',
  title: 'The webhook lets pods pass when it does not answer',
  brief: 'did not answer, and was let pass',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ pods }) => `${podCount(pods)} went past the webhook: it has failurePolicy Ignore and did not answer when they were made`,
  why: () => 'With failurePolicy Ignore the API server creates the pod as it is when the webhook is down: no event, no warning, no AZURE_* in the pod. Such a pod never heals by itself.',
  fix: ({ owner, pods, configuration }) => [
    ...recreatePods(owner, pods),
    kubectl(
      'make a silent webhook an error from now on',
      'patch',
      `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`,
      '--type',
      'json',
      '-p',
      '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Fail"}]',
    ),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], configuration: 'azure-wi-webhook-mutating-webhook-configuration' },
});
