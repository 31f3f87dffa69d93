import type { Answer } from '../../evidence/answer.ts';
import type { ServiceAccount } from '../../evidence/service-account.ts';
import type { WebhookEntry } from '../../evidence/webhook.ts';
import type { Owner } from '../../evidence/subject.ts';
import { podHostnetwork } from '../../problems/pod/pod-hostnetwork.ts';
import type { AnyProblem } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { webhookCertBad } from '../../problems/webhook/webhook-cert-bad.ts';
import { webhookGitopsCabundle } from '../../problems/webhook/webhook-gitops-cabundle.ts';
import { webhookNetBlocked } from '../../problems/webhook/webhook-net-blocked.ts';
import { webhookNoEndpoints } from '../../problems/webhook/webhook-no-endpoints.ts';
import { webhookSingleReplicaDownDuringUpgrade } from '../../problems/webhook/webhook-single-replica-down-during-upgrade.ts';
import { webhookTimeout } from '../../problems/webhook/webhook-timeout.ts';
import { webhookTokenExpiryDenied } from '../../problems/webhook/webhook-token-expiry-denied.ts';
import { fail, undecided, type Outcome } from '../check.ts';
import type { Program } from './program.ts';

export const refusalProblems: readonly AnyProblem[] = [webhookNoEndpoints, webhookNetBlocked, webhookTimeout, webhookCertBad, webhookGitopsCabundle, webhookTokenExpiryDenied, webhookSingleReplicaDownDuringUpgrade, podHostnetwork];

const expirationAnnotation = 'azure.workload.identity/service-account-token-expiration';

export interface RefusalCircumstances {
  readonly owner: Owner;
  readonly entry: WebhookEntry | undefined;
  /** Its Deployment. */
  readonly program: Program;
  readonly account: Answer<ServiceAccount>;
  /** Of the template. */
  readonly annotations: { readonly [name: string]: string };
}

/** Why the API server refused the pod in the webhook's name, by the texts of `failure-modes.md` 2B. */
export function refusal(message: string, { owner, entry, program, account, annotations }: RefusalCircumstances): Outcome {
  const data = { message, ...(entry?.service === undefined ? {} : { namespace: entry.service.namespace }) };
  if (/x509|tls: failed to verify|certificate/.test(message)) {
    const managedBy = entry?.managedBy;
    // the chart writes no caBundle: Helm alone puts none back
    if (entry !== undefined && (managedBy === 'Argo CD' || managedBy === 'Flux')) return fail(webhookGitopsCabundle, { configuration: entry.configuration, managedBy, message });
    return fail(webhookCertBad, data);
  }
  if (/i\/o timeout|no route to host|: EOF$|server gave HTTP response to HTTPS client|connection reset by peer/.test(message)) return fail(webhookNetBlocked, data);
  if (/context deadline exceeded|Client\.Timeout|request canceled/.test(message)) return fail(webhookTimeout, data);
  if (program.state === 'known' && program.value.replicas < 2 && program.value.available === 0 && /no endpoints available|connection refused/.test(message)) {
    const { namespace, replicas } = program.value;
    return fail(webhookSingleReplicaDownDuringUpgrade, { namespace, replicas, message });
  }
  if (/failed calling webhook/.test(message)) return fail(webhookNoEndpoints, data);
  if (/token expiration .* not valid|strconv\.ParseInt/.test(message)) {
    const ofPod = annotations[expirationAnnotation];
    const ofAccount = account.state === 'known' ? account.value.annotations[expirationAnnotation] : undefined;
    const reference = account.state === 'known' ? { namespace: account.value.namespace, name: account.value.name } : { namespace: '', name: '' };
    const where = ofPod !== undefined && ofPod !== '' ? 'pod' : 'service-account';
    return fail(webhookTokenExpiryDenied, { message, value: (where === 'pod' ? ofPod : ofAccount) ?? '', where, account: reference });
  }
  if (/hostNetwork is set to true, cannot inject proxy sidecar/.test(message)) return fail(podHostnetwork, { owner, message });
  return undecided([], [note(`The webhook refuses the pod: ${message}`)], message);
}
