import { createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicFlexibleExpression {
  readonly credential: string;
  readonly expression: string;
  readonly identity: IdentityRef;
  readonly presented: Presented;
}

export const ficFlexibleExpression = defineProblem<FicFlexibleExpression>({
  code: 'WI556',
  name: 'fic-flexible-expression',
  link: 'federated-credential',
  title: 'A flexible credential may or may not match',
  brief: 'matches by expression, perhaps',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ credential }) => `${credential} matches by an expression, which a Kubernetes token may not fit`,
  why: () => 'Flexible credentials are a preview, documented for GitHub, GitLab and Terraform Cloud; whether a Kubernetes issuer can match is not settled.',
  evidence: ({ expression, credential }) => [{ label: 'expression', value: expression, of: credential }],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { credential: 'fic-flex', expression: "claims['sub'] matches 'system:serviceaccount:shop:*'", identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' } },
});
