import type { Target } from '../../evidence/subject.ts';
import { annotateTenantId, recreatePods, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface SaTenantWrong {
  readonly account: AccountRef;
  readonly owner: Target;
  readonly tenantId: string;
  /** The identity's own, where it could be read. */
  readonly right?: string;
}

export const saTenantWrong = defineProblem<SaTenantWrong>({
  code: 'WI358',
  name: 'sa-tenant-wrong',
  link: 'service-account',
  title: 'The service account names the wrong tenant',
  brief: 'names another tenant than the identity\'s',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'identity-not-found' }, { problem: 'identity-wrong-tenant' }],
  what: ({ account, right }) => `The tenant that serviceaccount/${account.name} names ${right === undefined ? 'does not exist in this cloud' : 'is not that of the identity'}`,
  why: () => 'The annotation tenant-id takes the place of the cluster\'s tenant; Entra looks for the identity there, and finds nothing.',
  evidence: ({ tenantId, right }) => [
    { label: 'annotation', value: tenantId },
    ...(right === undefined ? [] : [{ label: 'identity', value: right }]),
  ],
  fix: ({ account, owner, right }) => [
    annotateTenantId(account, right, 'name the right one'),
    ...recreatePods(owner, []),
  ],
  bind: () => ({ takesOver: true, restarts: true }),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, tenantId: '88888888-8888-4888-8888-888888888888', right: '11111111-1111-4111-8111-111111111111' },
});
