import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';
import { refusedAgain } from '../mend.ts';

export interface WebhookNetBlocked {
  readonly message: string;
  readonly namespace?: string;
}

export const webhookNetBlocked = defineProblem<WebhookNetBlocked>({
  code: 'WI221',
  name: 'webhook-net-blocked',
  link: 'webhook',
  title: 'Something stands between the API server and the webhook',
  brief: 'something is between API server and it',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'A pod cannot be created now: the API server does not get through to the azure-wi webhook',
  why: () => 'The webhook has pods that serve, and the connection to them breaks, stands still or is answered by something else: a firewall between control plane and nodes (port 9443), a network policy, the tunnel of the control plane, or a proxy in the way. With failurePolicy Fail no labelled pod can be made.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ namespace }) => [
    kubectl('see which policies stand before it', 'get', 'networkpolicies', '-n', word(namespace, 'dns-name', 'webhook-namespace')),
    kubectl('see whether its pods serve', 'get', 'pods,endpointslices', '-n', word(namespace, 'dns-name', 'webhook-namespace'), '-l', 'azure-workload-identity.io/system=true', '-o', 'wide'),
    note('Let the control plane reach the nodes at TCP 9443 (on GKE with private nodes: a firewall rule from the control plane). On AKS: kubectl rollout restart deployment/konnectivity-agent -n kube-system, else ask support.'),
    refusedAgain,
  ],
  example: { message: 'failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "https://azure-wi-webhook-webhook-service.kube-system.svc:443/mutate-v1-pod?timeout=10s": dial tcp 10.244.0.5:9443: i/o timeout', namespace: 'kube-system' },
});
