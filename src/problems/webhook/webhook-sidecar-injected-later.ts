import type { Owner } from '../../evidence/subject.ts';
import { podCount, recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note } from '../step.ts';

export interface WebhookSidecarInjectedLater {
  readonly owner: Owner;
  readonly pods: readonly string[];
  readonly container: string;
  readonly needs: string;
}

export const webhookSidecarInjectedLater = defineProblem<WebhookSidecarInjectedLater>({
  code: 'WI215',
  name: 'webhook-sidecar-injected-later',
  link: 'webhook',
  title: 'A sidecar that another webhook added was not injected',
  brief: 'a sidecar was added after it',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ pods, container }) => `Container ${container} of ${podCount(pods)} is set up for Azure, and has no token`,
  why: ({ needs }) => `It is not in the template: another mutating webhook added it after azure-wi was called, and azure-wi was not called again. It carries ${needs}.`,
  fix: ({ owner, pods }) => [
    kubectl('see whether azure-wi is called again after others (IfNeeded)', 'get', 'mutatingwebhookconfigurations', '-o', 'custom-columns=NAME:.metadata.name,WEBHOOKS:.webhooks[*].name,AGAIN:.webhooks[*].reinvocationPolicy'),
    note('Webhooks from 1.0.0 on are installed with reinvocationPolicy: IfNeeded; with Never, set it again, or upgrade.'),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'], container: 'agent', needs: 'env KEYVAULT_URL' },
});
