import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicSubjectMismatch {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** Absent where the credentials could not be read and Entra's refusal is all there is. */
  readonly nearest?: { readonly name: string; readonly value: string };
}

export const ficSubjectMismatch = defineProblem<FicSubjectMismatch>({
  code: 'WI551',
  name: 'fic-subject-mismatch',
  link: 'federated-credential',
  title: 'No federated credential names this service account',
  brief: 'none names this service account',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['sa-recreated-elsewhere', 'sa-not-the-consumer'],
  what: ({ identity }) => `No federated credential of ${called(identity)} names this service account`,
  why: ({ nearest }) =>
    `Entra compares issuer, subject and audience byte for byte.${nearest === undefined ? '' : ` ${nearest.name} may serve somebody else, so it stays.`}`,
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.subject },
    ...(nearest === undefined ? [] : [{ label: 'nearest', value: nearest.value, of: nearest.name }]),
  ],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'system:serviceaccount:shop:order' } },
});
