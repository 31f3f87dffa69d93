import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface WebhookExcludedNs {
  readonly namespace: string;
  readonly owner: Target;
  /** Pods of today, which went past the webhook. */
  readonly pods: readonly string[];
  readonly configuration: string;
  readonly requirement: string;
}

export const webhookExcludedNs = defineProblem<WebhookExcludedNs>({
  code: 'WI209',
  name: 'webhook-excluded-ns',
  link: 'webhook',
  title: 'AKS keeps the webhook out of this namespace',
  brief: 'kept out of this namespace by AKS',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ namespace }) => `The AKS admissions enforcer keeps the webhook out of namespace ${namespace}`,
  why: ({ requirement }) => `AKS adds the requirement ${requirement} to webhooks that customers install, so that they cannot touch its own namespaces.`,
  evidence: ({ requirement, configuration }) => [{ label: 'namespaceSelector', value: requirement, of: configuration }],
  fix: ({ configuration, owner, pods }) => [
    kubectl('take it out of the admissions enforcer', 'label', `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`, 'admissions.enforcer/disabled=true'),
    note('Or use the AKS add-on instead of an own install, or run the workload in a namespace of your own.'),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], namespace: 'kube-system', configuration: 'azure-wi-webhook-mutating-webhook-configuration', requirement: '!control-plane' },
});
