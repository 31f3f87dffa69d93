import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';
import { refusedAgain, restartWebhook } from '../mend.ts';

export interface WebhookCertBad {
  readonly message: string;
  readonly namespace?: string;
}

export const webhookCertBad = defineProblem<WebhookCertBad>({
  code: 'WI208',
  name: 'webhook-cert-bad',
  link: 'webhook',
  title: 'The API server does not trust the webhook\'s certificate',
  brief: 'its certificate is not trusted',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: () => 'A pod cannot be created now: the API server does not trust the certificate of the azure-wi webhook',
  why: () => 'The caBundle of the configuration and the certificate in the Secret azure-wi-webhook-server-cert do not belong together: restored from a backup, overwritten by GitOps, or rotation is off. A running webhook with rotation puts them right by itself within a minute or two.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ namespace }) => {
    const inNamespace = ['-n', word(namespace, 'dns-name', 'webhook-namespace')];
    return [
      kubectl('let it make a new certificate: empty the Secret, do not delete it', 'patch', 'secret', 'azure-wi-webhook-server-cert', ...inNamespace, '--type', 'json', '-p', '[{"op":"remove","path":"/data"}]'),
      restartWebhook('if it stays so for some minutes', namespace),
      refusedAgain,
    ];
  },
  example: { message: 'failed to call webhook: tls: failed to verify certificate: x509: certificate signed by unknown authority', namespace: 'kube-system' },
});
