import type { Target } from '../../evidence/subject.ts';
import { recreatePods, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';

export interface SaTenantEmpty {
  readonly account: AccountRef;
  readonly owner: Target;
}

export const saTenantEmpty = defineProblem<SaTenantEmpty>({
  code: 'WI357',
  name: 'sa-tenant-empty',
  link: 'service-account',
  title: 'The service account names an empty tenant',
  brief: 'an empty tenant',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'proxy-tenant-missing' }],
  what: ({ account }) => `The annotation tenant-id of serviceaccount/${account.name} is there, and empty`,
  why: () => 'It takes the place of the cluster\'s tenant even when it is empty, and the pods get no AZURE_TENANT_ID.',
  fix: ({ account, owner }) => [
    kubectl('take it away', 'annotate', `serviceaccount/${word(account.name, 'dns-name', 'service-account')}`, '-n', word(account.namespace, 'dns-name', 'namespace'), 'azure.workload.identity/tenant-id-'),
    ...recreatePods(owner, []),
  ],
  bind: () => ({ takesOver: true, restarts: true }),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
