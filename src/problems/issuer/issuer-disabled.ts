import { defineProblem } from '../problem.ts';
import { az, note } from '../step.ts';

export interface IssuerDisabled {
  readonly issuer: string;
}

export const issuerDisabled = defineProblem<IssuerDisabled>({
  code: 'WI405',
  name: 'issuer-disabled',
  link: 'issuer',
  title: 'The cluster\'s issuer is an internal one',
  brief: 'an internal issuer',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['issuer-unreachable', 'fic-issuer-mismatch', 'issuer-cluster-recreated', 'issuer-second-cluster-no-fic'].map((problem) => ({ problem })),
  what: ({ issuer }) => `Tokens of this cluster name the issuer ${issuer}, which nobody outside can reach`,
  why: () => 'The public OIDC issuer is not turned on (AKS), or --service-account-issuer was left at its default. Entra cannot check such a token.',
  evidence: ({ issuer }) => [{ label: 'presented', value: issuer }],
  fix: () => [
    az('turn the public issuer on; the API server restarts', 'aks', 'update', '-g', '<resource-group>', '-n', '<cluster>', '--enable-oidc-issuer'),
    note('Then create the federated credential for the new issuer, and make new pods. Outside of AKS set --service-account-issuer to a public https address.'),
  ],
  example: { issuer: 'https://kubernetes.default.svc.cluster.local' },
});
