import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, called, createCredential, deleteCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note, word, type Step } from '../step.ts';

interface OtherIdentity {
  readonly name: string;
  readonly clientId: string;
  readonly credential: string;
  /** Of a managed identity. */
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
}

export interface FicOnWrongIdentity {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  /** Undefined where the credentials could not be read. */
  readonly other?: OtherIdentity;
  /** What makes the pods, where the client id comes from the service account. */
  readonly owner?: Owner;
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
  evidence: ({ other }) => (other === undefined ? [] : [{ label: 'found on', value: other.name, of: `client id ${other.clientId}` }]),
  fix: ({ identity, presented, other, owner }) => [
    ...createCredential(identity, presented),
    ...(other?.resourceGroup === undefined ? [] : [deleteCredential(`take it away from ${other.name}, if it came there by mistake: pods of this account can sign in as that too`, { ...other, kind: 'user-assigned' }, other.credential)]),
    ...nameTheOther(other ?? {}, presented, owner),
  ],
  bind: () => ({}),
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, other: { name: 'id-orders-test', clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', credential: 'fic-orders', resourceGroup: 'rg-shop' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});

/** For whom the credential is where it belongs. */
function nameTheOther({ clientId, name }: Partial<OtherIdentity>, { subject }: Presented, owner: Owner | undefined): readonly Step[] {
  const other = name ?? 'another one';
  if (owner === undefined) {
    return [note(`Or name the client id ${word(clientId, 'guid', 'client-id')} in the place of the other, if ${other} is the identity that is meant. It needs roles of its own, and the pods must be made anew.`)];
  }
  const [, , namespace = '', account = ''] = subject.split(':');
  return [
    { ...annotateClientId({ namespace, name: account }, clientId), title: `or, if ${other} is the identity that is meant, leave its credential there and name it on the service account` },
    note(`With ${other} on the service account the pods must be made anew, and it needs roles of its own.`),
  ];
}
