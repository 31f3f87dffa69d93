import { defineProblem } from '../problem.ts';
import { note, word } from '../step.ts';

export interface IssuerDocMismatch {
  readonly issuer: string;
  readonly documentIssuer: string;
  readonly url: string;
}

export const issuerDocMismatch = defineProblem<IssuerDocMismatch>({
  code: 'WI404',
  name: 'issuer-doc-mismatch',
  link: 'issuer',
  title: "The issuer's discovery document names another issuer",
  brief: 'document names another issuer',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  // Entra, too, gives up on such a document, and says only that the endpoint failed
  explains: [{ problem: 'issuer-unreachable' }],
  what: ({ url }) => `The document at ${url} names another issuer than the token`,
  why: () => 'Whoever checks the token compares the two byte for byte, the trailing slash included, and trusts neither when they differ.',
  evidence: ({ issuer, documentIssuer, url }) => [
    { label: 'presented', value: issuer },
    { label: 'nearest', value: documentIssuer, of: url },
  ],
  fix: ({ issuer }) => [note(`Publish the document again with "issuer": "${word(issuer, 'https-url', 'issuer')}".`)],
  example: {
    issuer: 'https://issuer.example/cluster/',
    documentIssuer: 'https://issuer.example/cluster',
    url: 'https://issuer.example/cluster/.well-known/openid-configuration',
  },
});
