import { createCredential, rebindAll, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface IssuerSecondClusterNoFic {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const issuerSecondClusterNoFic = defineProblem<IssuerSecondClusterNoFic>({
  code: 'WI563',
  name: 'issuer-second-cluster-no-fic',
  link: 'federated-credential',
  title: 'The credential serves another cluster that is alive',
  brief: 'made for another cluster',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-issuer-mismatch' }],
  what: ({ nearest }) => `${nearest.name} names the same service account in another cluster; this cluster needs a credential of its own`,
  why: () => 'Each cluster has an issuer of its own. The other issuer answers, so its cluster lives and its credential stays as it is.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.issuer },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented, nearest }) => [...createCredential(identity, presented), ...rebindAll(identity, nearest.value)],
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/99999999-9999-4999-8999-999999999999/' } },
});
