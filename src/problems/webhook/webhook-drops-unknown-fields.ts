import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { az, helm, kubectl, word } from '../step.ts';
import { refusedAgain } from '../mend.ts';

export interface WebhookDropsUnknownFields {
  readonly owner: Target;
  readonly container: string;
  readonly message: string;
}

export const webhookDropsUnknownFields = defineProblem<WebhookDropsUnknownFields>({
  code: 'WI214',
  name: 'webhook-drops-unknown-fields',
  link: 'webhook',
  title: 'The webhook is older than the cluster and loses a part of the pod',
  brief: 'loses restartPolicy of a sidecar',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `A pod cannot be created now: on the way through the webhook init container ${container} loses its restartPolicy`,
  why: () => 'An old webhook is built on a Kubernetes API that knows no sidecars (restartPolicy: Always of an init container). It writes the pod back without what it does not know, and the API server refuses what is left. The same template without the label is accepted.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ owner }) => [
    kubectl('see its version', 'get', 'deployments', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'wide'),
    helm('upgrade it', 'upgrade', 'workload-identity-webhook', 'workload-identity-webhook', '--repo', 'https://azure.github.io/azure-workload-identity/charts', '-n', 'azure-workload-identity-system', '--reuse-values'),
    az('on AKS: upgrade the cluster, which brings a newer one', 'aks', 'get-upgrades', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster')),
    kubectl('until then, keep the pods away from it: a pod without the label is not changed', 'get', 'pods', '-n', word(owner.namespace, 'dns-name', 'namespace'), '--show-labels'),
    refusedAgain,
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'mesh', message: 'Pod "orders-x" is invalid: spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always' },
});
