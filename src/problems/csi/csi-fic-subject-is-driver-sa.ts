import { createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface CsiFicSubjectIsDriverSa {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const csiFicSubjectIsDriverSa = defineProblem<CsiFicSubjectIsDriverSa>({
  code: 'WI836',
  name: 'csi-fic-subject-is-driver-sa',
  link: 'csi',
  title: "The credential names the driver's service account",
  brief: "names the driver's account",
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-subject-mismatch' }],
  what: ({ nearest, presented }) => `Credential ${nearest.name} names the service account of the driver, and the token is that of the pod: ${presented.subject}`,
  why: () => 'The provider signs in with the token of the pod that mounts, not with one of its own.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.subject },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-driver', value: 'system:serviceaccount:kube-system:aks-secrets-store-provider-azure' } },
});
