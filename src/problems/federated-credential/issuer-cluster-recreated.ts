import { createCredential, rebindAll, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface IssuerClusterRecreated {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const issuerClusterRecreated = defineProblem<IssuerClusterRecreated>({
  code: 'WI562',
  name: 'issuer-cluster-recreated',
  link: 'federated-credential',
  title: 'The credential names the issuer of a cluster that is gone',
  brief: 'names the issuer of a cluster that is gone',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-issuer-mismatch' }],
  what: ({ nearest }) => `${nearest.name} names an issuer that no longer answers; this cluster has another`,
  why: () => 'Each cluster has an issuer of its own that cannot be chosen; a cluster made anew has a new one. The old issuer answers 404, as that of a deleted cluster does.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.issuer },
    { label: 'nearest', value: nearest.value, of: nearest.name },
  ],
  fix: ({ identity, presented, nearest }) => [
    ...createCredential(identity, presented),
    ...rebindAll(identity, nearest.value),
    note(`Delete ${nearest.name} only once you know that its cluster is gone: a 404 also comes from an issuer that is out of order.`),
  ],
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/99999999-9999-4999-8999-999999999999/' } },
});
