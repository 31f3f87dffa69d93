import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { az, word } from '../step.ts';

export interface SpcClientidMissing extends MountRef {
  /** The parameter is there, with nothing in it. */
  readonly empty?: true;
  /** A parameter that the provider does not read. */
  readonly nearMiss?: string;
  /** The one that the service account names. */
  readonly clientId?: string;
}

export const spcClientidMissing = defineProblem<SpcClientidMissing>({
  code: 'WI816',
  name: 'spc-clientid-missing',
  link: 'csi',
  title: 'The SecretProviderClass names no client id',
  brief: 'names no client id',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} has no parameter clientID${mount.nearMiss === undefined ? '' : `; ${mount.nearMiss} is not read`}`,
  why: () => 'Without clientID the provider looks for the secret of a service principal, and finds none. The annotation of the service account is for the webhook; the provider does not read it. Names are compared to the letter.',
  evidence: ({ nearMiss, clientId }) => [...(nearMiss === undefined ? [] : [{ label: 'not read', value: nearMiss }]), ...(clientId === undefined ? [] : [{ label: 'annotation', value: clientId, of: 'service account' }])],
  fix: (mount) => [
    ...(mount.clientId === undefined ? [az('find the client id of the identity that is meant', 'identity', 'list', '--query', '[].{name:name,clientId:clientId}', '-o', 'table')] : []),
    setParameters('name the identity', mount, { clientID: word(mount.clientId, 'guid', 'client-id') }),
    ...mountAgain(mount.owner),
  ],
  bind: (mount) => bindClass(mount, ['clientID'], { clientId: mount.clientId, takesOver: mount.empty }),
  example: { ...exampleMount, nearMiss: 'clientId' },
});
