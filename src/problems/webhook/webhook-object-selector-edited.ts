import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';

export interface WebhookObjectSelectorEdited {
  readonly owner: Target;
  /** Pods of today, which went past the webhook. */
  readonly pods: readonly string[];
  readonly configuration: string;
  /** Undefined where the configuration could not be read. */
  readonly requirement?: string;
}

export const webhookObjectSelectorEdited = defineProblem<WebhookObjectSelectorEdited>({
  code: 'WI205',
  name: 'webhook-object-selector-edited',
  link: 'webhook',
  title: 'The webhook asks for another label than its own',
  brief: 'asks for another label',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ configuration, requirement }) => `The objectSelector of ${configuration} ${requirement === undefined ? 'may not' : 'does not'} select this pod`,
  why: ({ requirement }) => `The pod carries azure.workload.identity/use: "true", but the selector asks for ${requirement ?? 'another'}: it was edited, or belongs to another distribution.`,
  evidence: ({ requirement, configuration }) => requirement === undefined ? [] : [{ label: 'objectSelector', value: requirement, of: configuration }],
  fix: ({ configuration, owner, pods }) => [
    kubectl(
      'restore the selector',
      'patch',
      `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`,
      '--type',
      'json',
      '-p',
      '[{"op":"replace","path":"/webhooks/0/objectSelector","value":{"matchLabels":{"azure.workload.identity/use":"true"}}}]',
    ),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], configuration: 'azure-wi-webhook-mutating-webhook-configuration', requirement: 'identity=on' },
});
