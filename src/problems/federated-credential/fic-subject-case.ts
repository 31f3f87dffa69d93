import { updateCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicSubjectCase {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const ficSubjectCase = defineProblem<FicSubjectCase>({
  code: 'WI557',
  name: 'fic-subject-case',
  link: 'federated-credential',
  title: 'The credential\'s subject differs in upper and lower case',
  brief: 'subject differs in case',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-subject-mismatch' }],
  what: ({ nearest }) => `The subject of ${nearest.name} differs from the token's in upper and lower case only`,
  why: () => 'Entra compares the case too (AADSTS7002138). Kubernetes names are in lower case, so no token can match the credential as it is, and it can be corrected.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.subject },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented, nearest }) => updateCredential(identity, nearest.name, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'system:serviceaccount:shop:Orders' } },
});
