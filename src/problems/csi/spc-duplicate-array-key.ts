import { defineProblem } from '../problem.ts';
import { classCalled, editClass, exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';

export interface SpcDuplicateArrayKey extends MountRef {
  readonly message: string;
}

export const spcDuplicateArrayKey = defineProblem<SpcDuplicateArrayKey>({
  code: 'WI853',
  name: 'spc-duplicate-array-key',
  link: 'csi',
  title: 'The class has two lists of objects',
  brief: 'has "array:" twice',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'spc-objects-malformed' }],
  what: (mount) => `The objects of ${classCalled(mount)} have "array:" twice`,
  why: () => 'objects is one map with one list. Of two lists a provider of today refuses the whole, and an older one takes the last and mounts no file of the first.',
  evidence: ({ message }) => [{ label: 'said', value: message }],
  fix: (mount) => [editClass('write all objects under one "array:"', mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, message: 'mapping key "array" already defined at line 1' },
});
