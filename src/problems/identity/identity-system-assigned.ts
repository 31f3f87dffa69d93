import type { Owner } from '../../evidence/subject.ts';
import { bindable } from '../bind-offer.ts';
import { correctClientId, reference, usualAudience, type AccountRef } from '../mend.ts';
import { newIdentity } from '../new-identity.ts';
import { defineProblem } from '../problem.ts';
import { mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { wi, word, type Step } from '../step.ts';

export interface IdentitySystemAssigned {
  readonly clientId: string;
  readonly name: string;
  readonly account: AccountRef;
  readonly owner: Owner;
  /** Undefined where it could not be read. */
  readonly issuer?: string;
  /** Container whose env the template itself gives the client id. */
  readonly container?: string;
  /** The mount whose class names the client id. */
  readonly mount?: MountRef;
}

export const identitySystemAssigned = defineProblem<IdentitySystemAssigned>({
  code: 'WI508',
  name: 'identity-system-assigned',
  link: 'identity',
  title: 'The client id is that of a system-assigned identity',
  brief: 'a system-assigned identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-none', 'fic-on-wrong-identity', 'identity-app-vs-mi'].map((problem) => ({ problem })),
  what: ({ name, clientId }) => `${clientId} is the system-assigned identity of ${name}, which can have no federated credential`,
  why: () => 'A system-assigned identity belongs to one resource, a virtual machine or a scale set, and only that can sign in as it. Azure lets only user-assigned identities and applications have a federated credential. The roles belong to the identity too, so a new one needs its own.',
  fix: ({ clientId, account, owner, issuer = '', container, mount }) => [
    ...newIdentity({ clientId }, { issuer, subject: `system:serviceaccount:${account.namespace}:${account.name}`, audience: usualAudience }),
    ...(mount === undefined
      ? correctClientId(account, owner, undefined, container)
      : [setParameters('name the identity in the class', mount, { clientID: word(undefined, 'guid', 'client-id') }), ...mountAgain(mount.owner)]),
    ...(bindable(owner) && container === undefined && mount === undefined ? [haveAllDone(owner)] : []),
  ],
  bind: () => undefined,
  example: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'aks-nodepool1-12345678-vmss', account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/' },
});

function haveAllDone(owner: Owner): Step {
  const flags = ['--identity', '<new-identity>', '-g', '<resource-group>', '--create-identity', '--take-over', ...(owner.kind === 'serviceaccount' ? [] : ['--restart'])];
  return wi('or have that done but for the roles, and proved; with --vault NAME also the role on a vault', 'bind', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), ...flags);
}
