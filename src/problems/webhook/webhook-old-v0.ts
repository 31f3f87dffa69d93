import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { helm } from '../step.ts';

export interface WebhookOldV0 {
  /** Absent where its program could not be seen. */
  readonly version?: string;
  readonly owner: Target;
  readonly pods: readonly string[];
}

export const webhookOldV0 = defineProblem<WebhookOldV0>({
  code: 'WI210',
  name: 'webhook-old-v0',
  link: 'webhook',
  title: 'The webhook is of the time before 1.0',
  brief: 'too old to go by the pod\'s label',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ version }) => `The webhook is ${version ?? 'older than 1.0'}, which goes by the label of the service account, not by that of the pod`,
  why: () => 'Until 0.14 the service account had to carry azure.workload.identity/use; since 1.0 the pod has to. Everything written today is about 1.0 and later.',
  fix: ({ owner, pods }) => [
    helm('bring it up to date', 'upgrade', '--install', 'workload-identity-webhook', 'workload-identity-webhook', '--repo', 'https://azure.github.io/azure-workload-identity/charts', '-n', 'azure-workload-identity-system', '--set', 'azureTenantID=<tenant-id>'),
    ...recreatePods(owner, pods),
  ],
  example: { version: 'v0.14.0', owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'] },
});
