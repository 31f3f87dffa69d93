import { defineProblem } from '../problem.ts';
import { editClass, exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';

export interface SpcObjectType extends MountRef {
  readonly name: string;
  readonly type: string;
  /** What it is in the vault, where that was seen. */
  readonly kind?: 'secret' | 'key' | 'cert';
}

export const spcObjectType = defineProblem<SpcObjectType>({
  code: 'WI826',
  name: 'spc-object-type',
  link: 'csi',
  title: 'An object of the SecretProviderClass has the wrong type',
  brief: 'an object has the wrong type',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'kv-secret-not-found' }, { problem: 'kv-rbac-missing' }, { problem: 'kv-rbac-wrong-role' }, { problem: 'kv-access-policy-missing' }, { problem: 'kv-policy-keys-vs-secrets' }],
  what: ({ name, type, kind }) => (kind === undefined ? `Object ${name} has the type ${JSON.stringify(type)}, which there is none of` : `Object ${name} is listed as ${type}, and is a ${kind} in the vault`),
  why: () => 'objectType is secret, key or cert, in lower case. A key and a certificate are read at other addresses than a secret, with other kinds; a certificate with its private key is read as secret.',
  evidence: ({ type, kind }) => [{ label: 'objectType', value: JSON.stringify(type) }, ...(kind === undefined ? [] : [{ label: 'in the vault', value: kind }])],
  fix: (mount) => [editClass(`set objectType of ${word(mount.name, 'secret-name', 'the object')} to ${mount.kind ?? 'secret, key or cert'}`, mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, name: 'db-password', type: 'secrets' },
});
