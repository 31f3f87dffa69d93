import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface JwksAlgUnsupported {
  readonly issuer: string;
  readonly algorithm: string;
}

export const jwksAlgUnsupported = defineProblem<JwksAlgUnsupported>({
  code: 'WI408',
  name: 'jwks-alg-unsupported',
  link: 'issuer',
  title: 'The tokens are signed in a way that Entra does not take',
  brief: 'signed in a way Entra does not take',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ algorithm }) => `Tokens of this cluster are signed with ${algorithm}; Entra takes RS256 alone`,
  why: () => "The API server signs with an ECDSA key. Kubernetes is content with it, and Entra refuses every such token (AADSTS5002730: Unsupported key for the signing algorithm).",
  evidence: ({ algorithm, issuer }) => [{ label: 'signed with', value: algorithm, of: issuer }],
  fix: () => [
    note('Make an RSA key of 2048 bits or more (openssl genrsa -out sa.key 2048) and start the API server with it as --service-account-signing-key-file, with both keys as --service-account-key-file until every token of the old one has ended.'),
    note('Publish both keys at the issuer (azwi jwks --public-keys sa.pub --public-keys old.pub), then make the pods anew.'),
  ],
  example: { issuer: 'https://oidc.example.com/shop/', algorithm: 'ES256' },
});
