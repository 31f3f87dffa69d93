import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note, kubectl, matchesGrammar, word, type Step } from '../step.ts';

export interface WebhookNsSelector {
  readonly namespace: string;
  readonly owner: Target;
  /** Pods of today, which went past the webhook. */
  readonly pods: readonly string[];
  readonly configuration: string;
  /** Undefined where the configuration could not be read. */
  readonly requirement?: string;
}

/** What one label can satisfy is one command. */
function labelFor(namespace: string, requirement: string): readonly Step[] {
  const [, key = '', value = ''] = /^([^=!,\s]+)=([^=,\s]+)$/.exec(requirement) ?? [];
  if (!matchesGrammar(key, 'label-key') || !matchesGrammar(value, 'label-value')) return [note('Label the namespace as the selector asks.')];
  return [kubectl('label the namespace as the selector asks', 'label', 'namespace', word(namespace, 'dns-name', 'namespace'), `${key}=${value}`, '--overwrite')];
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
  what: ({ namespace, configuration, requirement }) => `${configuration} ${requirement === undefined ? 'may not' : 'does not'} select namespace ${namespace}`,
  why: ({ requirement }) => `Its namespaceSelector asks for ${requirement ?? 'a label'}, and the namespace's labels do not fit, so the webhook is never called for pods here.`,
  evidence: ({ requirement, configuration }) => requirement === undefined ? [] : [{ label: 'namespaceSelector', value: requirement, of: configuration }],
  fix: ({ owner, pods, namespace, requirement }) => [
    ...labelFor(namespace, requirement ?? ''),
    note('Or, where namespaces shall not need a label for it: change the selector where the webhook is installed from (Helm value mutatingWebhookNamespaceSelector).'),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], namespace: 'shop', configuration: 'azure-wi-webhook-mutating-webhook-configuration', requirement: 'identity=on' },
});
