import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';

export interface SpcClientidDiffersFromSa extends MountRef {
  readonly clientId: string;
  readonly account: string;
  readonly annotated: string;
}

export const spcClientidDiffersFromSa = defineProblem<SpcClientidDiffersFromSa>({
  code: 'WI835',
  name: 'spc-clientid-differs-from-sa',
  link: 'csi',
  title: 'The SecretProviderClass names another identity than the service account',
  brief: 'names another identity than the account',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} names another client id than serviceaccount/${mount.account}, and the driver cannot sign in with it`,
  why: () => 'The application signs in with the identity of the annotation, the driver with that of the class. Two may be meant; where the one of the class does not work, it may be a slip.',
  evidence: ({ clientId, annotated, account }) => [
    { label: 'clientID', value: clientId },
    { label: 'annotation', value: annotated, of: `serviceaccount/${account}` },
  ],
  fix: (mount) => [setParameters('if one identity is meant, name it in the class too', mount, { clientID: word(mount.annotated, 'guid', 'client-id') }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['clientID'], { clientId: mount.annotated, takesOver: true }),
  example: { ...exampleMount, clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', account: 'orders', annotated: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
