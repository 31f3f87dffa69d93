import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, recreatePods, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface SaAnnotationWrongObject {
  readonly account: AccountRef;
  readonly owner: Owner;
  /** Where it stands instead, e.g. `annotation of deployment/orders`. */
  readonly place: string;
  readonly key: string;
  readonly value: string;
}

export const saAnnotationWrongObject = defineProblem<SaAnnotationWrongObject>({
  code: 'WI363',
  name: 'sa-annotation-wrong-object',
  link: 'service-account',
  title: 'The client id stands on another object than the service account',
  brief: 'the client id is on another object',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'sa-client-id-missing' }, { problem: 'pod-predates-sa-annotation' }],
  what: ({ account, place }) => `The client id is an ${place}, and serviceaccount/${account.name} has none`,
  why: () => 'The webhook reads the annotation azure.workload.identity/client-id of the service account that the pods use, and of nothing else. On a Deployment, a pod or its template it has no effect.',
  evidence: ({ place, key, value }) => [{ label: 'found', value: `${key}: ${value}`, of: place }],
  fix: ({ account, owner, value }) => [
    annotateClientId(account, value),
    ...recreatePods(owner, []),
    note('Move the annotation to the service account in the manifests or the chart that they come from, too; where it stands now it does nothing.'),
  ],
  bind: ({ value }) => ({ clientId: value, restarts: true }),
  example: {
    account: { namespace: 'shop', name: 'orders' },
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    place: 'annotation of deployment/orders',
    key: 'azure.workload.identity/client-id',
    value: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab',
  },
});
