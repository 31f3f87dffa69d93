import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface WebhookExcludedNs {
  readonly namespace: string;
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
  fix: ({ configuration }) => [
    kubectl('take it out of the admissions enforcer', 'label', `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`, 'admissions.enforcer/disabled=true'),
    note('Or use the AKS add-on instead of an own install, or run the workload in a namespace of your own.'),
  ],
  example: { namespace: 'kube-system', configuration: 'azure-wi-webhook-mutating-webhook-configuration', requirement: '!control-plane' },
});
