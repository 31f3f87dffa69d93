import { defineProblem } from '../problem.ts';
import { classCalled, exampleMount, mountAgain, patchClass, type MountRef } from '../secret-provider-class.ts';

export interface SpcProviderWrong extends MountRef {
  readonly provider: string;
}

export const spcProviderWrong = defineProblem<SpcProviderWrong>({
  code: 'WI810',
  name: 'spc-provider-wrong',
  link: 'csi',
  title: 'The SecretProviderClass does not name the provider azure',
  brief: 'does not name the provider azure',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} ${mount.provider === '' ? 'names no provider' : 'names a provider that is not there'}`,
  why: () => 'The driver finds the provider by exactly this name, in lower case: azure.',
  evidence: ({ provider }) => [{ label: 'provider', value: JSON.stringify(provider) }],
  fix: (mount) => [patchClass('name it', mount, { spec: { provider: 'azure' } }), ...mountAgain(mount.owner)],
  bind: () => ({ takesOver: true }),
  example: { ...exampleMount, provider: 'Azure' },
});
