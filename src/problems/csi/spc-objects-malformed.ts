import { defineProblem } from '../problem.ts';
import { editClass, exampleMount, mountAgain, placeOf, type MountRef } from '../secret-provider-class.ts';

export interface SpcObjectsMalformed extends MountRef {
  /** Place in the list, from 0; absent for the list itself. */
  readonly at?: number;
  readonly message: string;
}

export const spcObjectsMalformed = defineProblem<SpcObjectsMalformed>({
  code: 'WI824',
  name: 'spc-objects-malformed',
  link: 'csi',
  title: 'The objects of the SecretProviderClass cannot be read',
  brief: 'objects cannot be read',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${mount.at === undefined ? 'The objects' : `Object ${mount.at}`} of ${placeOf(mount, 'objects')} cannot be read`,
  why: () => 'The parameter is a text of YAML with a list array:, and each item is again a text (- |) of YAML. Helm and Kustomize often break the indentation.',
  evidence: ({ message }) => [{ label: 'read', value: message }],
  fix: (mount) => [editClass('begin each item with "- |", and indent what follows', mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, message: 'item 0 of array is a map; the provider wants a text: begin it with "- |"' },
});
