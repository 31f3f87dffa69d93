import type { Flag } from '../../evidence/provider-parameters.ts';
import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';

export interface SpcBoolInvalid extends MountRef {
  readonly parameter: Flag;
  readonly value: string;
}

export const spcBoolInvalid = defineProblem<SpcBoolInvalid>({
  code: 'WI812',
  name: 'spc-bool-invalid',
  link: 'csi',
  title: 'A parameter of the SecretProviderClass is neither true nor false',
  brief: 'neither true nor false',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${mount.parameter} of ${placeOf(mount, mount.parameter)} is neither true nor false`,
  why: () => 'The provider takes "true" and "false" (quoted), 1 and 0; any other text stops the mount before anything else is looked at.',
  evidence: ({ parameter, value }) => [{ label: parameter, value: JSON.stringify(value) }],
  fix: (mount) => [setParameters('set it to false: workload identity needs none of these modes', mount, { [mount.parameter]: 'false' }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, [mount.parameter], { takesOver: true }),
  example: { ...exampleMount, parameter: 'usePodIdentity', value: 'yes' },
});
