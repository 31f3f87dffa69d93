import type { Flag } from '../../evidence/provider-parameters.ts';
import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';

export interface SpcTwoModes extends MountRef {
  readonly flags: readonly Flag[];
}

export const spcTwoModes = defineProblem<SpcTwoModes>({
  code: 'WI813',
  name: 'spc-two-modes',
  link: 'csi',
  title: 'The SecretProviderClass turns two ways of signing in on',
  brief: 'two ways of signing in',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} turns on ${mount.flags.join(' and ')} at once`,
  why: () => 'From version 1.8 on the provider refuses more than one; older ones took the first, so an upgrade brings this to light.',
  evidence: ({ flags }) => flags.map((flag) => ({ label: flag, value: 'true' })),
  fix: (mount) => [setParameters('for workload identity, turn them off', mount, Object.fromEntries(mount.flags.map((flag) => [flag, 'false']))), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, mount.flags, { takesOver: true }),
  example: { ...exampleMount, flags: ['usePodIdentity', 'useVMManagedIdentity'] },
});
