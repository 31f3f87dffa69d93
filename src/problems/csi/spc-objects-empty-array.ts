import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, moreObjects, oneSecret, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';

export const spcObjectsEmptyArray = defineProblem<MountRef>({
  code: 'WI825',
  name: 'spc-objects-empty-array',
  link: 'csi',
  title: 'The list of objects in the SecretProviderClass is empty',
  brief: 'list of objects is empty',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `objects of ${placeOf(mount, 'objects')} has no item under array:`,
  why: () => 'The list must be called array. The provider gives back nothing, and the driver refuses that: missing object versions.',
  fix: (mount) => [setParameters('list the objects under array:, here one secret of the vault', mount, { objects: oneSecret }), moreObjects, ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['objects'], { lists: true, takesOver: true }),
  example: exampleMount,
});
