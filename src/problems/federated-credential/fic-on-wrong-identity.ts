import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note, word } from '../step.ts';

export interface FicOnWrongIdentity {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** Undefined where the credentials could not be read. */
  readonly other?: { readonly name: string; readonly clientId: string; readonly credential: string };
}

export const ficOnWrongIdentity = defineProblem<FicOnWrongIdentity>({
  code: 'WI560',
  name: 'fic-on-wrong-identity',
  link: 'federated-credential',
  title: 'The credential is on another identity',
  brief: 'the credential is on another identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-none', 'fic-subject-mismatch', 'fic-issuer-mismatch', 'fic-audience-mismatch'].map((problem) => ({ problem })),
  what: ({ identity, other }) =>
    other === undefined ? `The matching credential may be on another identity than ${called(identity)}` : `The matching credential ${other.credential} is on ${other.name}, not on ${called(identity)}`,
  why: () => 'A credential counts only for the identity it is on, and the service account names another one. Either the credential or the client id is in the wrong place.',
  evidence: ({ other }) => (other === undefined ? [] : [{ label: 'found on', value: other.name, of: other.clientId }]),
  fix: ({ identity, presented, other }) => [
    ...createCredential(identity, presented),
    note(`Or name the client id ${word(other?.clientId, 'guid', 'client-id')} on the service account, if ${other?.name ?? 'another one'} is the identity that is meant.`),
  ],
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, other: { name: 'id-orders-test', clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', credential: 'fic-orders' } },
});
