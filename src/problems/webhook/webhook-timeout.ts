import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';
import { refusedAgain, restartWebhook } from '../mend.ts';

export interface WebhookTimeout {
  readonly message: string;
  readonly namespace?: string;
}

export const webhookTimeout = defineProblem<WebhookTimeout>({
  code: 'WI207',
  name: 'webhook-timeout',
  link: 'webhook',
  title: 'The webhook is called and does not answer in time',
  brief: 'called, but does not answer in time',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: () => 'A pod cannot be created now: the azure-wi webhook does not answer within its time',
  why: () => 'Its limits are small (100m CPU, 30Mi), so many pods created at once, or a big cluster, overload it. With failurePolicy Fail each try is refused after ten seconds, and tried again.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ namespace }) => [
    kubectl('look at its pods', 'get', 'pods', '-n', word(namespace, 'dns-name', 'webhook-namespace'), '-l', 'azure-workload-identity.io/system=true'),
    restartWebhook('start it again', namespace),
    note('Then give it more replicas or resources where it is installed from (Helm values replicaCount, resources; AKS: cost-optimized add-on scaling).'),
    refusedAgain,
  ],
  example: { message: 'failed calling webhook: context deadline exceeded', namespace: 'kube-system' },
});
