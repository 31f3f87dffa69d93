import { defineProblem } from '../problem.ts';
import { editClass, exampleMount, mountAgain, placeOf, type MountRef } from '../secret-provider-class.ts';

export interface SpcObjectNameEmpty extends MountRef {
  readonly at: number;
  readonly name: string;
}

export const spcObjectNameEmpty = defineProblem<SpcObjectNameEmpty>({
  code: 'WI827',
  name: 'spc-object-name-empty',
  link: 'csi',
  title: 'An object of the SecretProviderClass has no name',
  brief: 'an object has no usable name',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `Object ${mount.at} of ${placeOf(mount, 'objects')} ${mount.name === '' ? 'has no objectName' : `has a name that nothing in a vault can have: ${JSON.stringify(mount.name)}`}`,
  why: () => 'Names in a vault have letters, digits and dashes only. A field that is misspelt (objectname, name) is not read.',
  fix: (mount) => [editClass('write objectName', mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, at: 0, name: '' },
});
