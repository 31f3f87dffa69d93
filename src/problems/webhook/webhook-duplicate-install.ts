import { defineProblem } from '../problem.ts';
import { az, helm, kubectl, note, word, type Step } from '../step.ts';
import { refusedAgain } from '../mend.ts';

export interface WebhookDuplicateInstall {
  /** Namespaces in which it is installed. */
  readonly namespaces: readonly string[];
  /** One of them is the add-on of AKS. */
  readonly aks: boolean;
  /** What the API server says, where it refuses pods for it. */
  readonly message?: string;
}

function withOne({ namespaces, aks }: WebhookDuplicateInstall): readonly Step[] {
  const other = namespaces.find((namespace) => namespace !== 'kube-system');
  if (!aks) return [note('Uninstall all but one, then upgrade that one, so that it writes its configuration again.')];
  return [
    helm('take away the one beside the add-on', 'uninstall', 'workload-identity-webhook', '-n', word(other, 'dns-name', 'webhook-namespace')),
    az('let the add-on write its configuration again', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--enable-workload-identity'),
  ];
}

export const webhookDuplicateInstall = defineProblem<WebhookDuplicateInstall>({
  code: 'WI216',
  name: 'webhook-duplicate-install',
  link: 'webhook',
  title: 'The webhook is installed twice',
  brief: 'installed twice, in each other\'s way',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['webhook-cert-bad', 'webhook-gitops-cabundle', 'webhook-no-endpoints', 'webhook-single-replica-down-during-upgrade', 'webhook-timeout'].map((problem) => ({ problem })),
  what: ({ namespaces }) => `The azure-wi webhook is installed in ${namespaces.length} namespaces: ${namespaces.join(' and ')}`,
  why: ({ message }) =>
    `Both write one MutatingWebhookConfiguration: where it points, and which certificate it trusts, is that of whoever wrote last.${message === undefined ? ' Today pods are still injected.' : ' Now it does not fit the one that is called, and pods are refused.'}`,
  evidence: ({ message }) => (message === undefined ? [] : [{ label: 'API server', value: message }]),
  fix: (data) => [
    kubectl('see both', 'get', 'deployments', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'wide'),
    ...withOne(data),
    ...(data.message === undefined ? [] : [refusedAgain]),
  ],
  example: { namespaces: ['kube-system', 'azure-workload-identity-system'], aks: true, message: 'failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: tls: failed to verify certificate: x509: certificate signed by unknown authority' },
});
