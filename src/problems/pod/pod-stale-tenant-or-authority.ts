import type { Owner } from '../../evidence/subject.ts';
import { podCount, recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface PodStaleTenantOrAuthority {
  readonly owner: Owner;
  readonly pods: readonly string[];
  readonly variable: string;
  /** Empty where the pods lack it. */
  readonly presented: string;
  readonly now: string;
  readonly beingReplaced: boolean;
}

export const podStaleTenantOrAuthority = defineProblem<PodStaleTenantOrAuthority>({
  code: 'WI320',
  name: 'pod-stale-tenant-or-authority',
  link: 'pod',
  title: 'The pods still use the tenant or authority from before',
  brief: 'made before tenant or authority was changed',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['identity-not-found', 'identity-wrong-tenant', 'sa-tenant-wrong', 'webhook-tenant-wrong', 'webhook-wrong-cloud', 'authority-host-wrong', 'proxy-tenant-missing'].map((problem) => ({ problem })),
  what: ({ pods, variable }) => `${podCount(pods)} still ${pods.length === 1 ? 'has' : 'have'} the ${variable} from before`,
  why: ({ beingReplaced }) =>
    `The webhook reads its own configuration and the annotations of the service account only when a pod is created; a new pod would get another value.${beingReplaced ? ' A rollout under way is replacing these pods.' : ''}`,
  evidence: ({ variable, presented, now }) => [
    { label: 'presented', value: presented === '' ? '(none)' : presented, of: `env ${variable}` },
    { label: 'a new pod', value: now },
  ],
  fix: ({ owner, pods, beingReplaced }) => (beingReplaced ? [note('Wait for the rollout to end.')] : recreatePods(owner, pods)),
  bind: ({ variable }) => (variable === 'AZURE_TENANT_ID' ? { restarts: 'alone' } : undefined),
  example: {
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    pods: ['orders-7c9f-abcde'],
    variable: 'AZURE_TENANT_ID',
    presented: '88888888-8888-4888-8888-888888888888',
    now: '11111111-1111-4111-8111-111111111111',
    beingReplaced: false,
  },
});
