import type { Target } from '../../evidence/subject.ts';
import { annotateTenantId, called, correctVariable, recreatePods, type AccountRef, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { word } from '../step.ts';

export interface IdentityWrongTenant {
  readonly identity: IdentityRef;
  readonly account: AccountRef;
  readonly owner: Target;
  readonly used: string;
  /** Undefined where the identity could not be looked for. */
  readonly right?: string;
  /** Container whose env the template itself gives the tenant. */
  readonly container?: string;
}

export const identityWrongTenant = defineProblem<IdentityWrongTenant>({
  code: 'WI503',
  name: 'identity-wrong-tenant',
  link: 'identity',
  title: 'The identity belongs to another tenant',
  brief: 'belongs to another tenant',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'identity-not-found' }],
  what: ({ identity, used, right }) => `${called(identity)} ${right === undefined ? 'may belong to another tenant than' : 'does not belong to tenant'} ${used}, where it is looked for`,
  why: ({ container }) =>
    container === undefined
      ? 'The template names no tenant, so it comes from the webhook\'s configuration. Where the identity is of another tenant, the service account has to name that by the annotation azure.workload.identity/tenant-id.'
      : `Container ${container} sets AZURE_TENANT_ID itself. The webhook leaves a variable alone that is already there.`,
  evidence: ({ used, right }) => [
    { label: 'used', value: used, of: 'tenant' },
    ...(right === undefined ? [] : [{ label: 'identity', value: right, of: 'tenant' }]),
  ],
  fix: ({ account, owner, right, container }) =>
    container === undefined
      ? [annotateTenantId(account, right, "name the identity's tenant"), ...recreatePods(owner, [])]
      : [correctVariable(owner, container, 'AZURE_TENANT_ID', word(right, 'guid', 'tenant-id'))],
  bind: ({ container }) => (container === undefined ? { restarts: true } : undefined),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, used: '88888888-8888-4888-8888-888888888888', right: '11111111-1111-4111-8111-111111111111' },
});
