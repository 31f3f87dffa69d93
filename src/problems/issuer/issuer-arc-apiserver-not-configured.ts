import { addExtension } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note } from '../step.ts';

export interface IssuerArcApiserverNotConfigured {
  readonly issuer: string;
  /** What a credential for this service account names. */
  readonly arcIssuer: string;
}

export const issuerArcApiserverNotConfigured = defineProblem<IssuerArcApiserverNotConfigured>({
  code: 'WI409',
  name: 'issuer-arc-apiserver-not-configured',
  link: 'issuer',
  title: 'Azure Arc has an issuer for the cluster, and its API server was not told',
  brief: 'not the issuer that Azure Arc gave',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['issuer-disabled', 'issuer-unreachable', 'fic-issuer-mismatch', 'issuer-cluster-recreated', 'issuer-second-cluster-no-fic'].map((problem) => ({ problem })),
  what: ({ issuer }) => `Tokens of this cluster name the issuer ${issuer}, and a credential for this account the one that Azure Arc made`,
  why: () => 'Enabling the feature in Azure Arc publishes an issuer and its keys. The API server of an own cluster signs with that issuer only once it was restarted with it, which Azure cannot do.',
  evidence: ({ issuer, arcIssuer }) => [
    { label: 'presented', value: issuer },
    { label: 'Azure Arc', value: arcIssuer, of: 'a credential' },
  ],
  fix: () => [
    addExtension('have the commands for Azure Arc', 'connectedk8s'),
    az('see the issuer of the cluster', 'connectedk8s', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'oidcIssuerProfile.issuerUrl', '-o', 'tsv'),
    note('Start the API server with it: --service-account-issuer=ISSUER before the present one, which stays behind it until its tokens have ended. On k3s: kube-apiserver-arg in /etc/rancher/k3s/config.yaml, then systemctl restart k3s.'),
    note('Then make the pods anew.'),
  ],
  example: { issuer: 'https://kubernetes.default.svc.cluster.local', arcIssuer: 'https://europe.oic.prod-arc.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/' },
});
