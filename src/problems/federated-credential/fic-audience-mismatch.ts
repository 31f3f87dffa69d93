import { called, listCredentials, updateCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface FicAudienceMismatch {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** Absent where the credentials could not be read and Entra's refusal is all there is. */
  readonly nearest?: { readonly name: string; readonly value: string };
}

export const ficAudienceMismatch = defineProblem<FicAudienceMismatch>({
  code: 'WI554',
  name: 'fic-audience-mismatch',
  link: 'federated-credential',
  title: 'The credential names another audience',
  brief: 'names another audience',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity, nearest }) => `${nearest?.name ?? `No credential of ${called(identity)}`} ${nearest === undefined ? 'accepts this audience' : 'names another audience than the token'}`,
  why: () => 'Entra compares the audience byte for byte. Of a Kubernetes token it is api://AzureADTokenExchange in every cloud.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.audience },
    ...(nearest === undefined ? [] : [{ label: 'nearest', value: nearest.value, of: nearest.name }]),
  ],
  fix: ({ identity, presented, nearest }) =>
    nearest === undefined
      ? [...listCredentials(identity), note('Correct the audience of the one for this issuer and subject: a second one for the same pair is refused.')]
      : updateCredential(identity, nearest.name, presented),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'api://azureadtokenexchange' } },
});
