import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface IdentityAppVsMi {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** The namesake that has the credential. */
  readonly other: { readonly kind: 'managed identity' | 'application'; readonly name: string; readonly clientId: string };
}

export const identityAppVsMi = defineProblem<IdentityAppVsMi>({
  code: 'WI504',
  name: 'identity-app-vs-mi',
  link: 'identity',
  title: 'The credential was created on a namesake of the other kind',
  brief: 'the credential is on a namesake',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-none', 'fic-subject-mismatch', 'fic-issuer-mismatch', 'fic-audience-mismatch'].map((problem) => ({ problem })),
  what: ({ identity, other }) => `The credential is on the ${other.kind} ${other.name}, not on ${called(identity)}, which the service account names`,
  why: () => 'An application and a managed identity may have the same name, and are made by different commands (az ad app federated-credential, az identity federated-credential).',
  evidence: ({ identity, other }) => [
    { label: 'named', value: identity.clientId, of: identity.kind ?? 'identity' },
    { label: 'has it', value: other.clientId, of: other.kind },
  ],
  fix: ({ identity, presented }) => createCredential(identity, presented),
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, other: { kind: 'application', name: 'id-orders', clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a' } },
});
