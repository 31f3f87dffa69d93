import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface IdentityTenantRestrictions {
  readonly identity: IdentityRef;
  readonly description: string;
}

export const identityTenantRestrictions = defineProblem<IdentityTenantRestrictions>({
  code: 'WI513',
  name: 'identity-tenant-restrictions',
  link: 'identity',
  title: 'A proxy restricts which tenants may be signed in to',
  brief: 'a proxy restricts the tenants',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity }) => `A proxy on the way to Entra does not let ${called(identity)} sign in to its tenant`,
  why: () => 'A proxy that opens the connection adds the header Restrict-Access-To-Tenants, and Entra refuses every tenant that is not on its list (AADSTS500021, AADSTS500022). It goes by the way of whoever asks: the pods may go another one.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [
    note('Put the tenant of the identity on the list of the proxy, or let login.microsoftonline.com pass it by.'),
  ],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, description: 'AADSTS500021: Access to the tenant is denied.' },
});
