import { updateCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicWhitespace {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
  readonly field: 'issuer' | 'subject' | 'audience';
}

export const ficWhitespace = defineProblem<FicWhitespace>({
  code: 'WI558',
  name: 'fic-whitespace',
  link: 'federated-credential',
  title: 'The credential has white space in it',
  brief: 'white space in the credential',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-subject-mismatch', 'fic-issuer-mismatch', 'fic-audience-mismatch'].map((problem) => ({ problem })),
  what: ({ nearest, field }) => `The ${field} of ${nearest.name} has white space or an invisible character in it`,
  why: () => 'It is part of the value, and Entra compares byte for byte. No token can match the credential as it is, so it can be corrected.',
  evidence: ({ presented, nearest, field }) => [
    { label: 'presented', value: presented[field] },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented, nearest }) => updateCredential(identity, nearest.name, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'system:serviceaccount:shop:orders ' }, field: 'subject' },
});
