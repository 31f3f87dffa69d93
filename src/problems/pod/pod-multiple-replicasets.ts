import type { Owner } from '../../evidence/subject.ts';
import { podCount, recreatePods, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';

export interface PodMultipleReplicasets {
  readonly owner: Owner;
  /** Made from the template of before. */
  readonly old: readonly string[];
  /** Made from the template as it is, and injected. */
  readonly current: readonly string[];
}

export const podMultipleReplicasets = defineProblem<PodMultipleReplicasets>({
  code: 'WI315',
  name: 'pod-multiple-replicasets',
  link: 'pod',
  title: 'A rollout stands still, and old pods serve without injection',
  brief: 'a rollout stands still, old pods are bare',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-predates-label' }],
  what: ({ owner, old, current }) => `${reference(owner)} has two generations of pods: ${podCount(current)} injected, ${podCount(old)} not`,
  why: () => 'The template has the label, and pods made from it are injected. But the rollout does not go on, so pods of the template before it stay, and every request that they get fails to reach Azure.',
  evidence: ({ old, current }) => [
    { label: 'injected', value: current.join(', ') },
    { label: 'not injected', value: old.join(', ') },
  ],
  fix: ({ owner, old, current }) =>
    owner.standsStill === undefined
      ? [
          kubectl('see why the new pods do not become ready', 'describe', 'pod', word(current[0], 'dns-name', 'pod'), '-n', word(owner.namespace, 'dns-name', 'namespace')),
          kubectl('then see the rollout end', 'rollout', 'status', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace')),
        ]
      : recreatePods(owner, old),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, old: ['orders-5d4f-abcde'], current: ['orders-7c9f-fghij'] },
});
