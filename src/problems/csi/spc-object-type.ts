import { defineProblem } from '../problem.ts';
import { classCalled, editClass, exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';

export interface SpcObjectType extends MountRef {
  readonly name: string;
  readonly type: string;
  /** What it is in the vault, where that was seen. */
  readonly kind?: 'secret' | 'key' | 'cert';
}

/** The type that a misspelt one stands for; of a certificate only its user knows whether the private key is wanted. */
function meant(type: string): string | undefined {
  return /^(secret|key)s?$/i.exec(type.trim())?.[1]?.toLowerCase();
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
  what: ({ name, type, kind }) => (kind === undefined ? `Object ${name} has the type ${JSON.stringify(type)}; the types are secret, key and cert` : `Object ${name} is listed as ${type}, and is a ${kind} in the vault`),
  why: () => 'objectType is one of these words, in lower case. The provider reads each type at its own path of the vault (/secrets, /keys, /certificates), and each needs its own permission. A certificate is read with its private key as secret, without it as cert.',
  evidence: ({ type, kind, ...mount }) => [{ label: 'objectType', value: JSON.stringify(type), of: `object ${mount.name} of ${classCalled(mount)}` }, ...(kind === undefined ? [] : [{ label: 'in the vault', value: kind }])],
  fix: (mount) => [editClass(`in the text of spec.parameters.objects, set objectType of ${word(mount.name, 'secret-name', 'the object')} to ${mount.kind ?? meant(mount.type) ?? 'secret, key or cert'}, and keep the indentation`, mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, name: 'db-password', type: 'secrets' },
});
