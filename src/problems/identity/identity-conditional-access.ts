import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface IdentityConditionalAccess {
  readonly identity: IdentityRef;
  readonly description: string;
}

export const identityConditionalAccess = defineProblem<IdentityConditionalAccess>({
  code: 'WI506',
  name: 'identity-conditional-access',
  link: 'identity',
  title: 'A policy of the tenant refuses the sign-in',
  brief: 'a policy of the tenant refuses it',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['identity-tenant-policy', 'identity-tenant-restrictions', 'identity-public-client'],
  what: ({ identity }) => `Entra refuses ${called(identity)} by a policy or setting of the tenant`,
  why: () => 'Token and credential were accepted; Conditional Access for workload identities, a restriction of federation or of tenants, or a setting of the application stands against it.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [note('Show the sentence to an administrator of the tenant; the sign-in log of service principals names the policy. Conditional Access sees the address of whoever asks, here this machine.')],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, description: 'AADSTS53003: Access has been blocked by Conditional Access policies.' },
});
