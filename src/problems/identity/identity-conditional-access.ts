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
  title: 'Conditional Access refuses the sign-in',
  brief: 'Conditional Access refuses it',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity }) => `Conditional Access of the tenant does not let ${called(identity)} sign in`,
  why: () => 'Token and credential were accepted. A policy of Conditional Access for workload identities goes by the address or the risk of whoever asks; it covers applications of one tenant, and no managed identities.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [note('Show the sentence to an administrator of the tenant; the sign-in log of service principals names the policy. Conditional Access sees the address of whoever asks, here this machine.')],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, description: 'AADSTS53003: Access has been blocked by Conditional Access policies.' },
});
