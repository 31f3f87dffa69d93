import type { Owner } from '../../evidence/subject.ts';
import { recreatePods, restartWebhook, setOnWebhook, webhookNamespace } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl } from '../step.ts';

export interface WebhookWrongCloud {
  readonly owner: Owner;
  readonly authorityHost: string;
}

export const webhookWrongCloud = defineProblem<WebhookWrongCloud>({
  code: 'WI219',
  name: 'webhook-wrong-cloud',
  link: 'webhook',
  title: 'The webhook injects the authority of another cloud',
  brief: 'injects the authority of another cloud',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'authority-host-wrong' }, { problem: 'identity-not-found' }],
  what: ({ authorityHost }) => `The webhook injects the authority ${authorityHost}, where the tenant of the identity does not exist`,
  why: () => 'The webhook knows the cloud from AZURE_ENVIRONMENT of its ConfigMap, and takes the public one where that is not set. Every pod of the cluster then signs in at the wrong Entra.',
  evidence: ({ authorityHost }) => [{ label: 'authority', value: authorityHost, of: 'env AZURE_AUTHORITY_HOST, injected' }],
  fix: ({ owner }) => [
    kubectl('see what it is given', 'get', 'configmaps', '-A', '--field-selector', 'metadata.name=azure-wi-webhook-config', '-o', 'yaml'),
    setOnWebhook('name the right one: AzurePublicCloud, AzureUSGovernmentCloud or AzureChinaCloud', 'azureEnvironment=<environment>'),
    restartWebhook('start it again: it reads its ConfigMap only then', webhookNamespace),
    ...recreatePods(owner, []),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, authorityHost: 'https://login.microsoftonline.us/' },
});
