import { az, word } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface IdentityAppNoSp {
  readonly clientId: string;
  readonly name?: string;
}

export const identityAppNoSp = defineProblem<IdentityAppNoSp>({
  code: 'WI502',
  name: 'identity-app-no-sp',
  link: 'identity',
  title: 'The application has no service principal in the tenant',
  brief: 'no service principal',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ name, clientId }) => `Application ${name ?? clientId} has no service principal in the tenant`,
  why: () => 'An application can get a token only through its service principal (AADSTS7000229), and roles are given to that.',
  fix: ({ clientId }) => [az('create it', 'ad', 'sp', 'create', '--id', word(clientId, 'guid', 'client-id'))],
  example: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'orders' },
});
