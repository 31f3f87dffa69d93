import type { Target } from '../../evidence/subject.ts';
import { clientIdOf } from '../client-id-of.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { podCount, recreatePods } from '../mend.ts';

/** What an identity that was left behind may well lack. */
const leftBehind = [
  'identity-not-found',
  'identity-app-no-sp',
  'fic-none',
  'fic-subject-mismatch',
  'fic-issuer-mismatch',
  'fic-issuer-trailing-slash',
  'fic-audience-mismatch',
  'kv-rbac-missing',
  'kv-access-policy-missing',
];

export interface PodStaleClientId {
  readonly owner: Target;
  readonly pods: readonly string[];
  readonly serviceAccount: string;
  readonly presented: string;
  readonly annotated: string;
  readonly beingReplaced: boolean;
}

export const podStaleClientId = defineProblem<PodStaleClientId>({
  code: 'WI302',
  name: 'pod-stale-client-id',
  link: 'pod',
  title: 'The pods still use the client id from before',
  brief: 'made before the client id was changed',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: leftBehind.map((problem) => ({ problem, when: ({ presented }, other) => clientIdOf(other) === presented })),
  what: ({ pods, serviceAccount }) => `${podCount(pods)} still ${pods.length === 1 ? 'uses' : 'use'} the client id that serviceaccount/${serviceAccount} had when ${pods.length === 1 ? 'it was' : 'they were'} made`,
  why: ({ beingReplaced }) =>
    `The webhook reads the annotation only when a pod is created; changing it changes no running pod.${beingReplaced ? ' A rollout under way is replacing these pods.' : ''}`,
  evidence: ({ presented, annotated, serviceAccount }) => [
    { label: 'presented', value: presented, of: 'env AZURE_CLIENT_ID' },
    { label: 'annotation', value: annotated, of: `serviceaccount/${serviceAccount}` },
  ],
  fix: ({ owner, pods, beingReplaced }) => (beingReplaced ? [note('Wait for the rollout to end.')] : recreatePods(owner, pods)),
  bind: ({ annotated }) => ({ clientId: annotated, restarts: 'alone' }),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], serviceAccount: 'orders', presented: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', annotated: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', beingReplaced: false },
});
