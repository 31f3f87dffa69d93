import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { unsetVariables } from '../template.ts';

export interface WebhookV16PathChange {
  readonly owner: Target;
  readonly container: string;
  readonly path: string;
}

export const webhookV16PathChange = defineProblem<WebhookV16PathChange>({
  code: 'WI213',
  name: 'webhook-v16-path-change',
  link: 'webhook',
  title: 'The template names the token path of an older webhook',
  brief: 'the token path moved in v1.6',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['long-lived-pod-old-generation'],
  what: ({ container }) => `Container ${container} looks for the token where webhook 1.5 mounted it`,
  why: () => 'Since 1.6 the token is below /var/run/secrets/azure/wi. The template sets AZURE_FEDERATED_TOKEN_FILE to the old path, and the webhook leaves a variable alone that is already there.',
  evidence: ({ path }) => [{ label: 'path', value: path, of: 'env AZURE_FEDERATED_TOKEN_FILE' }],
  fix: ({ owner, container }) => [unsetVariables(owner, container, ['AZURE_FEDERATED_TOKEN_FILE'], 'the webhook sets it to where the token is')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', path: '/var/run/secrets/azure/tokens/azure-identity-token' },
});
