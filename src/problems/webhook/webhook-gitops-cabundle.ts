import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';
import { refusedAgain } from '../mend.ts';

export interface WebhookGitopsCabundle {
  readonly configuration: string;
  readonly managedBy: string;
  readonly message: string;
}

export const webhookGitopsCabundle = defineProblem<WebhookGitopsCabundle>({
  code: 'WI222',
  name: 'webhook-gitops-cabundle',
  link: 'webhook',
  title: 'A GitOps tool writes the caBundle of the webhook back',
  brief: 'GitOps writes its caBundle back',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'webhook-cert-bad' }],
  what: ({ managedBy }) => `A pod cannot be created now: the caBundle is not of the webhook's certificate, and ${managedBy} keeps the configuration`,
  why: ({ managedBy }) => `The webhook writes its caBundle at run time; what is in Git has none, or one of before. When ${managedBy} puts that back, the API server trusts the webhook no more, until the webhook writes it again, and so on.`,
  evidence: ({ message, configuration, managedBy }) => [
    { label: 'API server', value: message },
    { label: 'kept by', value: managedBy, of: configuration },
  ],
  fix: ({ configuration, managedBy }) => [
    note(
      managedBy === 'Argo CD'
        ? 'In the Application, add ignoreDifferences for this object: jsonPointers /webhooks/0/clientConfig/caBundle and /webhooks/0/namespaceSelector, with syncOptions RespectIgnoreDifferences=true and ServerSideApply=true.'
        : 'Take clientConfig.caBundle out of the manifest in Git: a field that is not there is left to the webhook.',
    ),
    kubectl('then see who wrote it last', 'get', 'mutatingwebhookconfigurations', word(configuration, 'dns-name', 'configuration'), '-o', 'yaml', '--show-managed-fields'),
    refusedAgain,
  ],
  example: { configuration: 'azure-wi-webhook-mutating-webhook-configuration', managedBy: 'Argo CD', message: 'failed to call webhook: tls: failed to verify certificate: x509: certificate signed by unknown authority' },
});
