import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface IssuerOldHostFormat {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const issuerOldHostFormat = defineProblem<IssuerOldHostFormat>({
  code: 'WI571',
  name: 'issuer-old-host-format',
  link: 'federated-credential',
  title: 'The credential has the issuer in the form of other clusters',
  brief: 'the issuer is in another form',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-issuer-mismatch' }, { problem: 'issuer-cluster-recreated' }, { problem: 'issuer-second-cluster-no-fic' }],
  what: ({ identity, nearest }) => `${nearest.name} of ${called(identity)} names this cluster by another address than its tokens do`,
  why: () =>
    'Old clusters of AKS have an issuer at oidc.prod-aks.azure.com/GUID, newer ones at REGION.oic.prod-aks.azure.com/TENANT/GUID, and each keeps its own. Both show the same GUID here, and Entra compares the whole address. Take the one that az aks show names, letter for letter.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.issuer },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'https://oidc.prod-aks.azure.com/22222222-2222-4222-8222-222222222222/' } },
});
