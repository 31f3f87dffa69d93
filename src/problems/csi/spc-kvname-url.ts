import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';

export interface SpcKvnameUrl extends MountRef {
  readonly value: string;
  /** The name in it, where there is one. */
  readonly name?: string;
}

export const spcKvnameUrl = defineProblem<SpcKvnameUrl>({
  code: 'WI821',
  name: 'spc-kvname-url',
  link: 'csi',
  title: 'The SecretProviderClass has no bare name where the vault stands',
  brief: 'keyvaultName is no bare name',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `keyvaultName of ${placeOf(mount, 'keyvaultName')} is no name of a vault`,
  why: () => 'The provider puts the name before the suffix of the cloud itself: an address, or a name with other characters than letters, digits and dashes (3 to 24), is refused.',
  evidence: ({ value }) => [{ label: 'keyvaultName', value: JSON.stringify(value) }],
  fix: (mount) => [setParameters('write the bare name', mount, { keyvaultName: word(mount.name, 'vault-name', 'vault') }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['keyvaultName'], { vault: mount.name, takesOver: true }),
  example: { ...exampleMount, value: 'https://kv-shop.vault.azure.net/', name: 'kv-shop' },
});
