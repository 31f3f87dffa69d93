import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface IssuerNotHttps {
  readonly issuer: string;
}

export const issuerNotHttps = defineProblem<IssuerNotHttps>({
  code: 'WI410',
  name: 'issuer-not-https',
  link: 'issuer',
  title: 'The issuer is no https address',
  brief: 'no https address',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['issuer-unreachable', 'fic-issuer-mismatch', 'issuer-cluster-recreated', 'issuer-second-cluster-no-fic'].map((problem) => ({ problem })),
  what: ({ issuer }) => `Tokens of this cluster name the issuer ${issuer}, which is no https address`,
  why: () => 'Entra fetches the discovery document and the keys over https alone. From an issuer that is http, a bare name or an address without a scheme it can fetch nothing (AADSTS50166, AADSTS90061).',
  evidence: ({ issuer }) => [{ label: 'presented', value: issuer }],
  fix: () => [
    note('Publish the documents at an https address, and start the API server with --service-account-issuer=https://… (the same, byte for byte). Keep the present one behind it until its tokens have ended.'),
    note('Then create the federated credential for the new issuer, and make the pods anew.'),
  ],
  example: { issuer: 'http://oidc.contoso.example/shop/' },
});
