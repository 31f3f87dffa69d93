import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { az, kubectl, note, word } from '../step.ts';

export interface CsiRotationOff extends MountRef {
  readonly objects: readonly string[];
  /** What keeps it off: the driver's argument, or the CSIDriver object. */
  readonly by: 'driver' | 'object';
  readonly addOn: boolean;
}

export const csiRotationOff = defineProblem<CsiRotationOff>({
  code: 'WI831',
  name: 'csi-rotation-off',
  link: 'csi',
  title: 'Mounted files do not follow the vault',
  brief: 'rotation is off',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ objects }) => `${objects.join(', ')} ${objects.length === 1 ? 'has' : 'have'} a newer version in the vault than in the pods`,
  why: ({ by }) => (by === 'driver' ? 'Rotation is off, as it is by default: files keep the version of the first mount until the pod is made anew.' : 'The driver rotates (1.6) only where the kubelet asks for the mount again: CSIDriver has requiresRepublish: false.'),
  fix: ({ by, addOn, owner }) => [
    ...(by === 'object'
      ? [kubectl('let the kubelet ask again', 'patch', 'csidriver', 'secrets-store.csi.k8s.io', '--type', 'merge', '-p', JSON.stringify({ spec: { requiresRepublish: true } }))]
      : addOn
        ? [az('turn rotation on', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--enable-secret-rotation')]
        : [note('Set secrets-store-csi-driver.enableSecretRotation=true in the values of the chart.')]),
    ...recreatePods(owner, []).map((step) => ({ ...step, title: `or once, by hand: ${step.title}` })),
  ],
  example: { ...exampleMount, objects: ['secret/db-password'], by: 'driver', addOn: true },
});
