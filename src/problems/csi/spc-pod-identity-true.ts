import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';

export const spcPodIdentityTrue = defineProblem<MountRef>({
  code: 'WI814',
  name: 'spc-pod-identity-true',
  link: 'csi',
  title: 'The SecretProviderClass still asks for pod identity',
  brief: 'still asks for pod identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `usePodIdentity of ${placeOf(mount, 'usePodIdentity')} is true`,
  why: () => 'The provider then asks the NMI daemon of aad-pod-identity on the node (localhost:2579), which is retired, and takes no notice of clientID.',
  fix: (mount) => [setParameters('turn it off', mount, { usePodIdentity: 'false' }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['usePodIdentity'], { takesOver: true }),
  example: exampleMount,
});
