import type { Target } from '../../evidence/subject.ts';
import { correctClientId, type AccountRef } from '../mend.ts';
import { az } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface IdentityNotFound {
  readonly clientId: string;
  readonly origin: string;
  readonly tenantId: string;
  readonly account: AccountRef;
  readonly owner: Target;
  /** Container whose env the template itself gives the client id. */
  readonly container?: string;
}

export const identityNotFound = defineProblem<IdentityNotFound>({
  code: 'WI501',
  name: 'identity-not-found',
  link: 'identity',
  title: 'No identity with this client id',
  brief: 'no identity with this client id',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['identity-deleted-recreated', 'iac-identity-replaced', 'identity-multi-tenant-app', 'identity-just-created'],
  explains: [{ problem: 'fic-none' }, { problem: 'fic-issuer-mismatch' }, { problem: 'fic-subject-mismatch' }],
  what: ({ clientId, tenantId }) => `No identity has the client id ${clientId} in tenant ${tenantId}`,
  why: () => 'It was deleted or made anew (which changes the id), belongs to another tenant, or an object id was taken for the client id.',
  evidence: ({ clientId, origin, tenantId }) => [
    { label: 'client id', value: clientId, of: origin },
    { label: 'tenant', value: tenantId },
  ],
  fix: ({ account, owner, container }) => [
    az('find the client id of the identity that is meant', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,tenantId:tenantId}', '-o', 'table'),
    ...correctClientId(account, owner, undefined, container),
  ],
  bind: ({ container }) => (container === undefined ? { clientId: null, takesOver: true, restarts: true } : undefined),
  example: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', origin: 'annotation of serviceaccount/orders', tenantId: '11111111-1111-4111-8111-111111111111', account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
