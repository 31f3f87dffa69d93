import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { podCount, recreatePods } from '../mend.ts';

export interface PodPredatesSaAnnotation {
  readonly owner: Target;
  readonly pods: readonly string[];
  readonly serviceAccount: string;
  readonly annotated: string;
}

export const podPredatesSaAnnotation = defineProblem<PodPredatesSaAnnotation>({
  code: 'WI304',
  name: 'pod-predates-sa-annotation',
  link: 'pod',
  title: 'The pods were made before the service account was annotated',
  brief: 'made before the account was annotated',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ pods, serviceAccount }) => `${podCount(pods)} ${pods.length === 1 ? 'has' : 'have'} no AZURE_CLIENT_ID though serviceaccount/${serviceAccount} names one`,
  why: () => 'The webhook reads the annotation only when a pod is created; annotating the account afterwards changes no running pod.',
  fix: ({ owner, pods }) => recreatePods(owner, pods),
  bind: ({ annotated }) => ({ clientId: annotated, restarts: 'alone' }),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], serviceAccount: 'orders', annotated: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
