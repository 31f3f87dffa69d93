import { defineProblem } from '../problem.ts';
import { az, note } from '../step.ts';

export interface IdentityCrossTenantMi {
  readonly issuer: string;
}

export const identityCrossTenantMi = defineProblem<IdentityCrossTenantMi>({
  code: 'WI509',
  name: 'identity-cross-tenant-mi',
  link: 'identity',
  title: 'The issuer of the tokens is Entra itself',
  brief: 'its issuer is Entra itself',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['issuer-doc-mismatch', 'issuer-unreachable', 'issuer-jwks-wrong-path', 'jwks-missing-kid', 'fic-none', 'fic-issuer-mismatch', 'issuer-second-cluster-no-fic', 'issuer-cluster-recreated', 'fic-issuer-trailing-slash'].map((problem) => ({ problem })),
  what: ({ issuer }) => `Tokens of this cluster say that they are issued by ${issuer}, which is Entra`,
  why: () =>
    'An API server signs with its own key, which Entra does not publish as its own: such a token verifies nowhere. And tokens of Entra itself are not taken in this flow, or only of some tenants (AADSTS700236, AADSTS700222). ' +
    "The issuer must be an address of the cluster's own.",
  evidence: ({ issuer }) => [{ label: 'presented', value: issuer }],
  fix: () => [
    note("Start the API server with --service-account-issuer=https://…, an address where its own discovery document and keys are published, and make the pods anew."),
    az('on AKS the issuer is this one', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'oidcIssuerProfile.issuerUrl', '-o', 'tsv'),
  ],
  example: { issuer: 'https://sts.windows.net/11111111-1111-4111-8111-111111111111/' },
});
