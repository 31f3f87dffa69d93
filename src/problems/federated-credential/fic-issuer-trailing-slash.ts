import { defineProblem } from '../problem.ts';
import { called, updateCredential, type IdentityRef, type Presented } from '../mend.ts';

export interface FicIssuerTrailingSlash {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** Absent where the credentials could not be read. */
  readonly nearest?: { readonly name: string; readonly value: string };
}

export const ficIssuerTrailingSlash = defineProblem<FicIssuerTrailingSlash>({
  code: 'WI552',
  name: 'fic-issuer-trailing-slash',
  link: 'federated-credential',
  title: 'The credential\'s issuer differs by a trailing slash',
  brief: 'issuer differs by a trailing slash',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity, nearest, presented }) =>
    nearest === undefined ? `The issuer of a credential of ${called(identity)} may differ by its trailing slash` : `The issuer of ${nearest.name} ${presented.issuer.endsWith('/') ? 'lacks the trailing slash' : 'has a trailing slash too many'}`,
  why: () => 'The slash is part of the value, and Entra compares byte for byte. No token of any cluster matches the credential as it is, so it can be corrected.',
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented.issuer },
    ...(nearest === undefined ? [] : [{ label: 'nearest', value: nearest.value, of: nearest.name }]),
  ],
  fix: ({ identity, presented, nearest }) => updateCredential(identity, nearest?.name, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, nearest: { name: 'fic-orders', value: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222' } },
});
