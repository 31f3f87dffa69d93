import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface FicIssuerMismatch {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** Absent where the credentials could not be read and Entra's refusal is all there is. */
  readonly nearest?: { readonly name: string; readonly value: string };
}

export const ficIssuerMismatch = defineProblem<FicIssuerMismatch>({
  code: 'WI553',
  name: 'fic-issuer-mismatch',
  link: 'federated-credential',
  title: 'No federated credential names this cluster\'s issuer',
  brief: 'none names this cluster\'s issuer',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['issuer-multi-value', 'restore-velero-other-cluster'],
  what: ({ identity }) => `No federated credential of ${called(identity)} names this cluster's issuer`,
  why: ({ nearest }) =>
    `Every cluster has an issuer of its own, and a cluster made anew has a new one.${nearest === undefined ? '' : ` ${nearest.name} may serve another cluster, so it stays.`}`,
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.issuer },
    ...(nearest === undefined ? [] : [{ label: 'nearest', value: nearest.value, of: nearest.name }]),
  ],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'https://northeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/44444444-4444-4444-8444-444444444444/' } },
});
