import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';
import { podCount, recreatePods } from '../mend.ts';

export interface WebhookFailOpen {
  readonly owner: Target;
  readonly pods: readonly string[];
  readonly configuration: string;
  /** A dry run shows that it does not answer at this moment. */
  readonly down: boolean;
  readonly namespace?: string;
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
  what: ({ pods, down }) =>
    pods.length === 0
      ? 'The webhook does not answer now and has failurePolicy Ignore: the next pod would be made without injection'
      : `${podCount(pods)} went past the webhook, which has failurePolicy Ignore and did not answer when ${pods.length === 1 ? 'it was' : 'they were'} made${down ? ', and does not answer now' : ''}`,
  why: () => 'With failurePolicy Ignore the API server creates the pod as it is when the webhook is down: no event, no warning, no AZURE_* in the pod. Such a pod never heals by itself.',
  fix: ({ owner, pods, configuration, down, namespace }) => [
    // new pods come last: while the webhook is silent, each of them would lose its identity
    ...(down
      ? [kubectl('see why the webhook does not answer, and mend that first', 'get', 'pods,endpointslices', '-n', word(namespace, 'dns-name', 'webhook-namespace'), '-l', 'azure-workload-identity.io/system=true')]
      : []),
    kubectl(
      'make a silent webhook an error from now on',
      'patch',
      `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`,
      '--type',
      'json',
      '-p',
      '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Fail"}]',
    ),
    ...(pods.length === 0 ? [] : recreatePods(owner, pods)),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], configuration: 'azure-wi-webhook-mutating-webhook-configuration', down: false },
});
