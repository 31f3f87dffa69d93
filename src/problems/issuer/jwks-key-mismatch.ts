import { defineProblem } from '../problem.ts';
import { kubectl, note } from '../step.ts';

export interface JwksKeyMismatch {
  readonly url: string;
  readonly kid: string;
}

export const jwksKeyMismatch = defineProblem<JwksKeyMismatch>({
  code: 'WI403',
  name: 'jwks-key-mismatch',
  link: 'issuer',
  title: 'The issuer publishes another key under the same id',
  brief: 'publishes another key',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ kid }) => `The published key ${kid} does not verify the token's signature`,
  why: () => 'The signing key was made anew under the same id, or the published set belongs to another cluster. Entra refuses the signature.',
  evidence: ({ kid, url }) => [{ label: 'kid', value: kid, of: url }],
  fix: () => [kubectl('get the keys that the cluster signs with, and publish them', 'get', '--raw', '/openid/v1/jwks'), note('Entra may keep the old set for half an hour.')],
  example: { url: 'https://issuer.example/openid/v1/jwks', kid: 'Xk2…' },
});
