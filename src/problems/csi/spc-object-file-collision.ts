import { defineProblem } from '../problem.ts';
import { editClass, exampleMount, mountAgain, placeOf, type MountRef } from '../secret-provider-class.ts';

export interface SpcObjectFileCollision extends MountRef {
  readonly file: string;
  readonly objects: readonly string[];
}

export const spcObjectFileCollision = defineProblem<SpcObjectFileCollision>({
  code: 'WI837',
  name: 'spc-object-file-collision',
  link: 'csi',
  title: 'Two objects of the SecretProviderClass are written to one file',
  brief: 'two objects go into one file',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `Objects ${mount.objects.join(' and ')} of ${placeOf(mount, 'objects')} are written to one file, ${mount.file}`,
  why: () => 'The file is called by objectAlias, else by objectName, whatever the type: the last one in the list wins, and nothing says so.',
  fix: (mount) => [editClass('give them different objectAlias', mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, file: 'tls', objects: ['secret/tls', 'cert/tls'] },
});
