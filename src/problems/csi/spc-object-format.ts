import { defineProblem } from '../problem.ts';
import { editClass, exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';

export interface SpcObjectFormat extends MountRef {
  readonly name: string;
  readonly field: string;
  readonly value: string;
  /** The provider's own words. */
  readonly said: string;
}

export const spcObjectFormat = defineProblem<SpcObjectFormat>({
  code: 'WI828',
  name: 'spc-object-format',
  link: 'csi',
  title: 'An object of the SecretProviderClass has a format that the provider refuses',
  brief: 'an object has a refused format',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ name, field }) => `${field} of object ${name} is refused by the provider`,
  why: ({ said }) => `The provider says: ${said}.`,
  evidence: ({ field, value }) => [{ label: field, value: JSON.stringify(value) }],
  fix: (mount) => [editClass(`correct ${mount.field}`, mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, name: 'tls', field: 'objectFormat', value: 'JKS', said: 'invalid objectFormat: JKS, should be PEM or PFX' },
});
