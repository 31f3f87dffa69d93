import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, recreatePods, reference, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';

export interface SaAnnotationAsLabel {
  readonly account: AccountRef;
  readonly owner: Owner;
  readonly key: string;
  readonly value: string;
}

export const saAnnotationAsLabel = defineProblem<SaAnnotationAsLabel>({
  code: 'WI362',
  name: 'sa-annotation-as-label',
  link: 'service-account',
  title: 'The client id is a label, where an annotation belongs',
  brief: 'the client id is a label, no annotation',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'sa-client-id-missing' }, { problem: 'pod-predates-sa-annotation' }],
  what: ({ account }) => `serviceaccount/${account.name} has the client id as a label, which the webhook does not read`,
  why: () => 'The webhook reads the annotation azure.workload.identity/client-id of the service account. A label of that name means nothing to it, although it looks the same in a manifest.',
  evidence: ({ key, value }) => [{ label: 'label', value: `${key}: ${value}` }],
  fix: ({ account, owner, key, value }) => [
    annotateClientId(account, value),
    ...recreatePods(owner, []),
    ...(key === 'azure.workload.identity/client-id'
      ? [kubectl('and take the label away', 'label', reference({ kind: 'serviceaccount', name: account.name }), '-n', word(account.namespace, 'dns-name', 'namespace'), 'azure.workload.identity/client-id-')]
      : []),
  ],
  bind: ({ value }) => ({ clientId: value, restarts: true }),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, key: 'azure.workload.identity/client-id', value: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
