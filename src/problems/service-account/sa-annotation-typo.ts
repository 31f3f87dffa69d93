import type { Target } from '../../evidence/subject.ts';
import { annotateClientId, recreatePods, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface SaAnnotationTypo {
  readonly account: AccountRef;
  readonly owner: Target;
  readonly key: string;
  readonly value: string;
}

export const saAnnotationTypo = defineProblem<SaAnnotationTypo>({
  code: 'WI354',
  name: 'sa-annotation-typo',
  link: 'service-account',
  title: 'The annotation is misspelt',
  brief: 'the annotation is misspelt',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'sa-client-id-missing' }, { problem: 'pod-predates-sa-annotation' }],
  what: ({ account, key }) => `serviceaccount/${account.name} has ${key}, which means nothing to the webhook`,
  why: () => 'The key is azure.workload.identity/client-id, with a dash.',
  evidence: ({ key, value }) => [{ label: 'found', value: `${key}: ${value}` }],
  fix: ({ account, owner, value }) => [annotateClientId(account, value), ...recreatePods(owner, [])],
  bind: ({ value }) => ({ clientId: value, restarts: true }),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, key: 'annotation azure.workload.identity/client_id', value: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
