import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, word } from '../step.ts';

export interface IdentityDisabled {
  readonly identity: IdentityRef;
}

export const identityDisabled = defineProblem<IdentityDisabled>({
  code: 'WI505',
  name: 'identity-disabled',
  link: 'identity',
  title: 'The identity\'s service principal is disabled',
  brief: 'is disabled',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity }) => `The service principal of ${called(identity)} is disabled`,
  why: () => 'Entra gives no token to a disabled principal (AADSTS7000112). Somebody turned it off, or Microsoft did because of risk or abuse.',
  fix: ({ identity }) => [az('turn it on again, if it was not turned off for a reason', 'ad', 'sp', 'update', '--id', word(identity.clientId, 'guid', 'client-id'), '--set', 'accountEnabled=true')],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' } },
});
