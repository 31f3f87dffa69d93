import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface WebhookNsSelector {
  readonly namespace: string;
  readonly configuration: string;
  readonly requirement: string;
  readonly enforcer: boolean;
}

export const webhookNsSelector = defineProblem<WebhookNsSelector>({
  code: 'WI204',
  name: 'webhook-ns-selector',
  link: 'webhook',
  title: 'The webhook leaves this namespace out',
  brief: 'leaves this namespace out',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['webhook-excluded-ns'],
  what: ({ namespace, configuration }) => `${configuration} does not select namespace ${namespace}`,
  why: ({ requirement }) => `Its namespaceSelector asks for ${requirement}, and the namespace's labels do not fit, so the webhook is never called for pods here.`,
  evidence: ({ requirement, configuration }) => [{ label: 'namespaceSelector', value: requirement, of: configuration }],
  fix: ({ configuration, enforcer }) =>
    enforcer
      ? [
          kubectl('take it out of the AKS admissions enforcer, which adds this selector', 'label', `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`, 'admissions.enforcer/disabled=true'),
          note('Or run the workload in a namespace of your own.'),
        ]
      : [note('Label the namespace as the selector asks, or change the selector where the webhook is installed from (Helm value mutatingWebhookNamespaceSelector).')],
  example: { namespace: 'shop', configuration: 'azure-wi-webhook-mutating-webhook-configuration', requirement: 'identity=on', enforcer: false },
});
