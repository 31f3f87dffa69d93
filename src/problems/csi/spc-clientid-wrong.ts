import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { az, word } from '../step.ts';

export interface SpcClientidWrong extends MountRef {
  readonly clientId: string;
  readonly tenantId: string;
  readonly origin: string;
  /** The identity whose object id it is. */
  readonly objectIdOf?: { readonly name: string; readonly clientId: string };
}

export const spcClientidWrong = defineProblem<SpcClientidWrong>({
  code: 'WI817',
  name: 'spc-clientid-wrong',
  link: 'csi',
  title: 'No identity has the client id of the SecretProviderClass',
  brief: 'no identity has its client id',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-none' }, { problem: 'fic-issuer-mismatch' }, { problem: 'fic-subject-mismatch' }],
  what: ({ clientId, origin, tenantId, objectIdOf }) => (objectIdOf === undefined ? `No identity has the client id ${clientId} in tenant ${tenantId}` : `${origin} is the object id of ${objectIdOf.name}, not its client id`),
  why: () => 'The provider signs in with exactly this id: the identity was deleted or made anew (which changes the id), belongs to another tenant, or its principal id (object id) was taken for its client id.',
  evidence: ({ clientId, origin, tenantId }) => [
    { label: 'client id', value: clientId, of: origin },
    { label: 'tenant', value: tenantId },
  ],
  fix: (mount) => [
    ...(mount.objectIdOf === undefined ? [az('find the client id of the identity that is meant', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,tenantId:tenantId}', '-o', 'table')] : []),
    setParameters('correct it', mount, { clientID: word(mount.objectIdOf?.clientId, 'guid', 'client-id') }),
    ...mountAgain(mount.owner),
  ],
  bind: (mount) => bindClass(mount, ['clientID'], { clientId: mount.objectIdOf?.clientId ?? null, takesOver: true }),
  example: { ...exampleMount, clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', tenantId: '11111111-1111-4111-8111-111111111111', origin: 'clientID of secretproviderclass/orders' },
});
