import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { unsetVariables } from '../template.ts';

export interface TokenDefaultSaTokenUsed {
  readonly owner: Target;
  readonly container: string;
  readonly path: string;
}

export const tokenDefaultSaTokenUsed = defineProblem<TokenDefaultSaTokenUsed>({
  code: 'WI453',
  name: 'token-default-sa-token-used',
  link: 'token',
  title: 'The application reads the token that is for the API server',
  brief: 'the API server\'s token is used',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} is told to use the token that is meant for the API server`,
  why: () => 'That one has the API server as its audience, and may live for a year: Entra refuses it (AADSTS700212, AADSTS70023).',
  evidence: ({ path }) => [{ label: 'path', value: path, of: 'env AZURE_FEDERATED_TOKEN_FILE' }],
  fix: ({ owner, container }) => [unsetVariables(owner, container, ['AZURE_FEDERATED_TOKEN_FILE'], 'the webhook sets it to the token for Entra')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', path: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
});
