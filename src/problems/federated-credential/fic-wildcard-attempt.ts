import { updateCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicWildcardAttempt {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const ficWildcardAttempt = defineProblem<FicWildcardAttempt>({
  code: 'WI559',
  name: 'fic-wildcard-attempt',
  link: 'federated-credential',
  title: 'The credential\'s subject has a wildcard',
  brief: 'a wildcard matches nothing',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-subject-mismatch' }],
  what: ({ nearest }) => `The subject of ${nearest.name} has a wildcard, which Entra takes literally`,
  why: () => 'A credential names one service account. It is accepted when it is created and never matches; so it can be corrected, or a credential made for each account.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.subject },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented, nearest }) => updateCredential(identity, nearest.name, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'system:serviceaccount:shop:*' } },
});
