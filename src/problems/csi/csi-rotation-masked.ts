import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl } from '../step.ts';

export interface CsiRotationMasked extends MountRef {
  readonly objects: readonly string[];
  readonly pods: readonly string[];
}

export const csiRotationMasked = defineProblem<CsiRotationMasked>({
  code: 'WI832',
  name: 'csi-rotation-masked',
  link: 'csi',
  title: 'The renewal of mounted files fails in silence',
  brief: 'renewal fails in silence',
  severity: 'warning',
  since: '0.1.0',
  heals: 'with-time',
  covers: ['csi-token-rbac'],
  what: ({ objects }) => `${objects.join(', ')} ${objects.length === 1 ? 'is' : 'are'} not renewed in the pods, although rotation is on`,
  why: () => 'From 1.6 on the driver hides the error of a renewal: the pod keeps the old file and shows no event. The cause stands in the driver\'s log (isRemountRequest=true), or it is but a poll interval away.',
  fix: ({ owner }) => [kubectl('see what the provider says', 'logs', '-n', 'kube-system', '-l', 'app in (secrets-store-provider-azure,csi-secrets-store-provider-azure)', '--tail', '50'), ...recreatePods(owner, [])],
  example: { ...exampleMount, objects: ['secret/db-password'], pods: ['orders-7c9f-abcde'] },
});
