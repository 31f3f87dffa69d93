import { defineProblem } from '../problem.ts';
import { az, note } from '../step.ts';

export interface IssuerAksNeedsReconcile {
  readonly issuer: string;
}

export const issuerAksNeedsReconcile = defineProblem<IssuerAksNeedsReconcile>({
  code: 'WI411',
  name: 'issuer-aks-needs-reconcile',
  link: 'issuer',
  title: 'AKS does not publish the issuer of this cluster',
  brief: 'AKS does not publish it',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  explains: ['issuer-unreachable'].map((problem) => ({ problem })),
  what: ({ issuer }) => `${issuer} answers 404: AKS has not published the issuer of this cluster`,
  why: () => 'AKS copies discovery document and keys of a cluster to a public place, and that got lost or is not done yet. Entra finds nothing there (AADSTS90061). Tokens and credential may be right all the same.',
  evidence: ({ issuer }) => [{ label: 'presented', value: issuer }],
  fix: () => [
    az('let AKS publish it again: an update without a change', 'aks', 'update', '-g', '<resource-group>', '-n', '<cluster>'),
    note('If it still answers 404 half an hour later, open a request with the support of Azure: only they can publish it.'),
  ],
  example: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/' },
});
