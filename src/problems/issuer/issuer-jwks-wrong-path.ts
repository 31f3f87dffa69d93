import { defineProblem } from '../problem.ts';
import { kubectl } from '../step.ts';

export interface IssuerJwksWrongPath {
  readonly issuer: string;
  readonly url: string;
  readonly seen: string;
}

export const issuerJwksWrongPath = defineProblem<IssuerJwksWrongPath>({
  code: 'WI406',
  name: 'issuer-jwks-wrong-path',
  link: 'issuer',
  title: 'The key set is not where the discovery document says',
  brief: 'no key set at its address',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'issuer-unreachable' }, { problem: 'jwks-missing-kid' }],
  what: ({ url, seen }) => `There is no key set at ${url}: ${seen}`,
  why: () => 'The discovery document is there and names this address; Entra finds no key there to check a token with.',
  evidence: ({ url, seen }) => [{ label: 'answer', value: seen, of: url }],
  fix: () => [kubectl('get the key set, and publish it at that address', 'get', '--raw', '/openid/v1/jwks')],
  example: { issuer: 'https://oidc.example.com/clusters/shop', url: 'https://oidc.example.com/clusters/shop/openid/v1/jwks', seen: 'HTTP 404' },
});
