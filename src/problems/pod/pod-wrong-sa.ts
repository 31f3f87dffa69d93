import type { Target } from '../../evidence/subject.ts';
import { useAccount } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface PodWrongSa {
  readonly owner: Target;
  readonly used: string;
  readonly annotated: readonly string[];
}

export const podWrongSa = defineProblem<PodWrongSa>({
  code: 'WI309',
  name: 'pod-wrong-sa',
  link: 'pod',
  title: 'The pods use another service account than the annotated one',
  brief: 'use another service account',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'sa-client-id-missing' }, { problem: 'fic-subject-mismatch' }],
  what: ({ used, annotated }) =>
    annotated.length === 0
      ? `The pods use serviceaccount/${used}; the identity may be named on another that cannot be listed`
      : `The pods use serviceaccount/${used}; the identity is named on ${annotated.map((name) => `serviceaccount/${name}`).join(', ')}`,
  why: () => 'Without serviceAccountName, or with it at the wrong place of the manifest, a pod uses the account default. The token then says so, and no credential fits.',
  evidence: ({ used, annotated }) => [
    { label: 'used', value: used },
    ...(annotated.length === 0 ? [] : [{ label: 'annotated', value: annotated.join(', ') }]),
  ],
  fix: ({ owner, annotated }) => {
    const [only] = annotated.length === 1 ? annotated : [];
    return [note('First see that the identity is meant for this workload: whoever uses the account can do what the identity may.'), useAccount(owner, 'use the annotated account; new pods follow', only)];
  },
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, used: 'default', annotated: ['orders'] },
});
