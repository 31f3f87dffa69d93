import type { Target } from '../../evidence/subject.ts';
import { az, helm } from '../step.ts';
import { defineProblem } from '../problem.ts';
import { recreatePods } from '../mend.ts';

export interface WebhookNotInstalled {
  readonly owner: Target;
  readonly pods: readonly string[];
  readonly aks: boolean;
}

export const webhookNotInstalled = defineProblem<WebhookNotInstalled>({
  code: 'WI201',
  name: 'webhook-not-installed',
  link: 'webhook',
  title: 'The azure-wi webhook is not installed',
  brief: 'not installed',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'No mutating webhook named mutation.azure-workload-identity.io is configured',
  why: () => 'Nothing puts AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE and the token volume into pods. Installing it changes only pods created afterwards.',
  fix: ({ owner, pods, aks }) => [
    ...(aks
      ? [az('turn the add-on on', 'aks', 'update', '-g', '<resource-group>', '-n', '<cluster>', '--enable-oidc-issuer', '--enable-workload-identity')]
      : [
          helm('install the webhook', 'install', 'workload-identity-webhook', 'workload-identity-webhook', '--repo', 'https://azure.github.io/azure-workload-identity/charts', '-n', 'azure-workload-identity-system', '--create-namespace', '--set', 'azureTenantID=<tenant>'),
        ]),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], aks: true },
});
