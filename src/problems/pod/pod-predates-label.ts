import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { podCount, recreatePods } from '../mend.ts';

export interface PodPredatesLabel {
  readonly owner: Target;
  readonly pods: readonly string[];
  /** What came later than the pods. */
  readonly later: 'label' | 'webhook';
}

export const podPredatesLabel = defineProblem<PodPredatesLabel>({
  code: 'WI303',
  name: 'pod-predates-label',
  link: 'pod',
  title: 'The pods were made before the webhook could inject them',
  brief: 'made before they could be injected',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['gitops-order'],
  what: ({ pods, later }) => `${podCount(pods)} ${pods.length === 1 ? 'was' : 'were'} made before ${later === 'label' ? 'the template had the label' : 'the webhook was installed'}`,
  why: () => 'The webhook changes pods only while they are being created; a pod made earlier stays as it was.',
  fix: ({ owner, pods }) => recreatePods(owner, pods),
  bind: () => ({ restarts: 'alone' }),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], later: 'label' },
});
