import { setOnWebhook, refusedAgain } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface WebhookSingleReplica {
  readonly namespace: string;
  readonly replicas: number;
  readonly message: string;
}

export const webhookSingleReplicaDownDuringUpgrade = defineProblem<WebhookSingleReplica>({
  code: 'WI220',
  name: 'webhook-single-replica-down-during-upgrade',
  link: 'webhook',
  title: 'The webhook has no second pod, and its only one is away',
  brief: 'its only pod is away, pods are refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ replicas }) => `A pod cannot be created now: the webhook runs in ${replicas} ${replicas === 1 ? 'pod' : 'pods'} and none of them serves`,
  why: () => 'With failurePolicy Fail no labelled pod can be made until it is back. With one pod that happens at each upgrade or drain of its node, for as long as the pod takes to move; two, and a disruption budget, keep one of them there.',
  evidence: ({ message, replicas, namespace }) => [
    { label: 'replicas', value: String(replicas), of: `azure-wi-webhook-controller-manager in ${namespace}` },
    { label: 'API server', value: message },
  ],
  fix: ({ namespace }) => [
    kubectl('see where its pod is', 'get', 'pods', '-n', word(namespace, 'dns-name', 'webhook-namespace'), '-l', 'azure-workload-identity.io/system=true', '-o', 'wide'),
    setOnWebhook('give it a second one', 'replicaCount=2', namespace),
    note('The add-on of AKS runs two by itself, and sets back what is scaled by hand: az aks update without other flags does that at once.'),
    refusedAgain,
  ],
  example: { namespace: 'azure-workload-identity-system', replicas: 1, message: 'failed calling webhook "mutation.azure-workload-identity.io": no endpoints available for service "azure-wi-webhook-webhook-service"' },
});
