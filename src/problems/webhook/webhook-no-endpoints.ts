import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';
import { refusedAgain } from '../mend.ts';

export interface WebhookNoEndpoints {
  readonly message: string;
  readonly namespace?: string;
}

export const webhookNoEndpoints = defineProblem<WebhookNoEndpoints>({
  code: 'WI203',
  name: 'webhook-no-endpoints',
  link: 'webhook',
  title: 'The webhook does not answer, and no pod can be made',
  brief: 'does not answer, pods are refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  covers: ['webhook-oomkilled', 'webhook-vpa-pending', 'webhook-cert-secret-missing', 'hpa-scale-while-webhook-down'],
  what: () => 'A pod cannot be created now: the API server gets no answer from the azure-wi webhook',
  why: () => 'It has failurePolicy Fail, so while it is down, unreachable or serving a bad certificate, every labelled pod is refused: rollouts, restarts and scaling stand still.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ namespace }) => [
    kubectl('see why its pods do not serve', '-n', word(namespace, 'dns-name', 'webhook-namespace'), 'get', 'pods,endpointslices', '-l', 'azure-workload-identity.io/system=true'),
    kubectl('start it again', '-n', word(namespace, 'dns-name', 'webhook-namespace'), 'rollout', 'restart', 'deployment/azure-wi-webhook-controller-manager'),
    refusedAgain,
  ],
  example: { message: 'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": no endpoints available for service "azure-wi-webhook-webhook-service"', namespace: 'kube-system' },
});
