import type { Owner } from '../../evidence/subject.ts';
import { annotateTenantId, recreatePods, restartWebhook, setOnWebhook, webhookNamespace, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { word } from '../step.ts';

export interface WebhookTenantWrong {
  readonly owner: Owner;
  readonly account: AccountRef;
  readonly used: string;
  /** The tenant of the cluster by its issuer, which is that of the identity too. */
  readonly right?: string;
}

export const webhookTenantWrong = defineProblem<WebhookTenantWrong>({
  code: 'WI218',
  name: 'webhook-tenant-wrong',
  link: 'webhook',
  title: 'The webhook injects the wrong tenant into every pod',
  brief: 'injects another tenant than the cluster\'s',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'identity-not-found' }, { problem: 'identity-wrong-tenant' }],
  what: ({ used, right }) => `The webhook injects tenant ${used}, ${right === undefined ? 'which does not exist in this cloud' : 'and cluster and identity are of another'}`,
  why: () => 'Where the service account names no tenant, the webhook injects AZURE_TENANT_ID of its own ConfigMap. So every workload of the cluster looks for its identity in the wrong place, not this one alone.',
  evidence: ({ used, right }) => [
    { label: 'injected', value: used, of: 'ConfigMap azure-wi-webhook-config' },
    ...(right === undefined ? [] : [{ label: 'cluster', value: right, of: 'its issuer' }]),
  ],
  fix: ({ owner, account, right }) => [
    setOnWebhook('correct it for all', `azureTenantID=${word(right, 'guid', 'tenant-id')}`),
    restartWebhook('start it again: it reads its ConfigMap only then', webhookNamespace),
    annotateTenantId(account, right, 'or for this account alone'),
    ...recreatePods(owner, []),
  ],
  bind: () => ({ restarts: true }),
  example: {
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    account: { namespace: 'shop', name: 'orders' },
    used: '88888888-8888-4888-8888-888888888888',
    right: '11111111-1111-4111-8111-111111111111',
  },
});
