import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, moreObjects, oneSecret, setParameters, type MountRef } from '../secret-provider-class.ts';

export interface SpcObjectsMissing extends MountRef {
  /** The parameter is there, with nothing in it. */
  readonly empty?: true;
}

export const spcObjectsMissing = defineProblem<SpcObjectsMissing>({
  code: 'WI823',
  name: 'spc-objects-missing',
  link: 'csi',
  title: 'The SecretProviderClass lists no objects',
  brief: 'lists no objects',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} has no parameter objects`,
  why: () => 'The provider reads from the vault what stands in objects, and nothing else.',
  fix: (mount) => [
    setParameters('list the objects, here one secret of the vault', mount, { objects: oneSecret }),
    moreObjects,
    ...mountAgain(mount.owner),
  ],
  bind: (mount) => bindClass(mount, ['objects'], { lists: true, takesOver: mount.empty }),
  example: exampleMount,
});
