import type { Target } from '../../evidence/subject.ts';
import { labelTemplate, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface WebhookUpgradeNeedsPodLabel {
  readonly owner: Target;
  readonly serviceAccount: string;
}

export const webhookUpgradeNeedsPodLabel = defineProblem<WebhookUpgradeNeedsPodLabel>({
  code: 'WI211',
  name: 'webhook-upgrade-needs-pod-label',
  link: 'webhook',
  title: 'The webhook was upgraded, and now wants the label on the pods',
  brief: 'upgraded: now the pods need the label',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['cluster-upgrade-webhook-new-rules'],
  explains: [{ problem: 'pod-label-missing' }, { problem: 'label-on-sa-only' }],
  what: ({ owner }) => `Older pods of ${reference(owner)} were injected without the label, newer ones are not`,
  why: ({ serviceAccount }) => `Before 1.0 the label on serviceaccount/${serviceAccount} was enough; the webhook of today looks at the pod alone. Each pod that is made anew loses its identity.`,
  fix: ({ owner }) => labelTemplate(owner),
  bind: () => ({}),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, serviceAccount: 'orders' },
});
