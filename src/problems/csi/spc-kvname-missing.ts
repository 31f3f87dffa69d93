import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';

export interface SpcKvnameMissing extends MountRef {
  /** The parameter is there, with nothing in it. */
  readonly empty?: true;
  /** A parameter that the provider does not read. */
  readonly nearMiss?: string;
}

export const spcKvnameMissing = defineProblem<SpcKvnameMissing>({
  code: 'WI820',
  name: 'spc-kvname-missing',
  link: 'csi',
  title: 'The SecretProviderClass names no vault',
  brief: 'names no vault',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} has no parameter keyvaultName${mount.nearMiss === undefined ? '' : `; ${mount.nearMiss} is not read`}`,
  why: () => 'The provider reads the bare name of the vault from keyvaultName, and compares names to the letter.',
  evidence: ({ nearMiss }) => (nearMiss === undefined ? [] : [{ label: 'not read', value: nearMiss }]),
  fix: (mount) => [setParameters('name the vault', mount, { keyvaultName: word(undefined, 'vault-name', 'vault') }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['keyvaultName'], { takesOver: mount.empty }),
  example: { ...exampleMount, nearMiss: 'keyVaultName' },
});
