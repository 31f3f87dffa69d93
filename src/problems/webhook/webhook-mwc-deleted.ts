import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, helm } from '../step.ts';

export interface WebhookMwcDeleted {
  readonly owner: Target;
  readonly pods: readonly string[];
  /** Where it was seen to run; absent where nobody could look. */
  readonly namespace?: string;
  readonly aks: boolean;
}

export const webhookMwcDeleted = defineProblem<WebhookMwcDeleted>({
  code: 'WI206',
  name: 'webhook-mwc-deleted',
  link: 'webhook',
  title: 'The webhook runs, but its configuration is gone',
  brief: 'running, but no longer configured',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ namespace }) => `The azure-wi webhook runs${namespace === undefined ? '' : ` in ${namespace}`}, but no MutatingWebhookConfiguration names it`,
  why: () => 'Without the configuration the API server does not call it, and pods are made as their template says. A clean-up job, the removal of a second install or a failed reconcile takes it away.',
  fix: ({ owner, pods, aks }) => [
    aks
      ? az('let AKS put it back', 'aks', 'update', '-g', '<resource-group>', '-n', '<cluster>')
      : helm('put it back', 'upgrade', '--install', 'workload-identity-webhook', 'workload-identity-webhook', '--repo', 'https://azure.github.io/azure-workload-identity/charts', '-n', 'azure-workload-identity-system', '--set', 'azureTenantID=<tenant>'),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], namespace: 'kube-system', aks: true },
});
