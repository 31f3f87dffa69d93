import { defineProblem } from '../problem.ts';
import { exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { kubectl } from '../step.ts';

export const csiPodinfoOff = defineProblem<MountRef>({
  code: 'WI804',
  name: 'csi-podinfo-off',
  link: 'csi',
  title: 'The driver is not told which pod it mounts for',
  brief: 'is not told the pod',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'CSIDriver secrets-store.csi.k8s.io has podInfoOnMount: false',
  why: () => 'Without the pod\'s namespace the driver looks for the SecretProviderClass in none, and says that it is not found (an empty namespace stands before the slash).',
  fix: ({ owner }) => [kubectl('tell it again', 'patch', 'csidriver', 'secrets-store.csi.k8s.io', '--type', 'merge', '-p', JSON.stringify({ spec: { podInfoOnMount: true } })), ...mountAgain(owner)],
  example: exampleMount,
});
