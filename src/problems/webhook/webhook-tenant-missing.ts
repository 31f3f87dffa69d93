import { setOnWebhook, refusedAgain, restartWebhook } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word, type Step } from '../step.ts';

export interface WebhookTenantMissing {
  readonly namespace: string;
  readonly configMap: 'absent' | 'empty';
  readonly message: string;
}

/** The add-on of AKS knows the tenant by itself. */
const byAddOn: readonly Step[] = [
  az('let the add-on of AKS write it again', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--enable-workload-identity'),
];

function byChart(namespace: string): readonly Step[] {
  return [
    az('find the tenant', 'account', 'show', '--query', 'tenantId', '-o', 'tsv'),
    setOnWebhook('give it to the webhook', `azureTenantID=${word(undefined, 'guid', 'tenant-id')}`, namespace),
  ];
}

export const webhookTenantMissing = defineProblem<WebhookTenantMissing>({
  code: 'WI217',
  name: 'webhook-tenant-missing',
  link: 'webhook',
  title: 'The webhook was installed without a tenant, and does not start',
  brief: 'has no tenant, and does not start',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['webhook-no-endpoints', 'webhook-single-replica-down-during-upgrade', 'webhook-timeout'].map((problem) => ({ problem })),
  what: ({ configMap }) => (configMap === 'absent' ? 'The webhook has no ConfigMap azure-wi-webhook-config, from which it takes its tenant' : 'The webhook is given no tenant: AZURE_TENANT_ID of its ConfigMap is empty'),
  why: () => 'It ends at once without one ("AZURE_TENANT_ID is required"), its pods are started again and again, and nobody answers for it. With failurePolicy Fail no labelled pod can be made.',
  evidence: ({ namespace, message }) => [
    { label: 'ConfigMap', value: 'azure-wi-webhook-config', of: `namespace ${namespace}` },
    { label: 'API server', value: message },
  ],
  fix: ({ namespace }) => [
    ...(namespace === 'kube-system' ? byAddOn : byChart(namespace)),
    restartWebhook('then start it again', namespace),
    refusedAgain,
  ],
  example: { namespace: 'azure-workload-identity-system', configMap: 'empty', message: 'failed calling webhook "mutation.azure-workload-identity.io": no endpoints available for service "azure-wi-webhook-webhook-service"' },
});
