import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicNone {
  readonly identity: IdentityRef;
  readonly presented: Presented;
}

export const ficNone = defineProblem<FicNone>({
  code: 'WI550',
  name: 'fic-none',
  link: 'federated-credential',
  title: 'The identity has no federated credential',
  brief: 'there is none',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity }) => `${called(identity)} has no federated credential at all`,
  why: () => 'Entra accepts a token of this cluster only where a credential of the identity names its issuer, subject and audience.',
  evidence: ({ presented }) => [
    { label: 'issuer', value: presented.issuer },
    { label: 'subject', value: presented.subject },
    { label: 'audience', value: presented.audience },
  ],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' } },
});
