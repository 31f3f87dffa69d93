import type { Answer } from '../../evidence/answer.ts';
import { isInjected, wiredContainers } from '../../evidence/pod-shape.ts';
import type { PodGroup, Target } from '../../evidence/subject.ts';
import type { WebhookDeployment, WebhookEntry } from '../../evidence/webhook.ts';
import { webhookMwcDeleted } from '../../problems/webhook/webhook-mwc-deleted.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { fail, undecided, warn, type Outcome } from '../check.ts';

/** Whether no webhook is configured: only then is it worth asking whether its program is there. */
export function isUnconfigured(webhooks: Answer<readonly WebhookEntry[]>): boolean {
  return webhooks.state === 'known' && webhooks.value.length === 0;
}

/** That no webhook is configured: a warning where every pod of today was injected while it was, and only the next ones will not be. */
export function notInstalled(
  owner: Target,
  groups: Answer<readonly PodGroup[]>,
  issuer: Answer<string>,
  program: Answer<WebhookDeployment> | { readonly state: 'not-needed' },
): Outcome {
  const seen = groups.state === 'known' ? groups.value : [];
  const data = {
    owner,
    pods: seen.flatMap(({ pods }) => pods),
    aks: issuer.state === 'known' && /prod-aks\.azure\.com\//.test(issuer.value),
  };
  if (groups.state === 'unknown') {
    // whether the pods of today were injected while it was there cannot be seen: it is a warning or a failure
    const candidate = program.state === 'known' ? found(webhookMwcDeleted, { ...data, namespace: program.value.namespace }) : found(webhookNotInstalled, data);
    return undecided([candidate], [note('See whether the pods of today carry AZURE_FEDERATED_TOKEN_FILE: list pods tells.')]);
  }
  const allInjected = seen.length > 0 && seen.every(({ shape }) => wiredContainers(shape).every((container) => isInjected(shape, container)));
  if (program.state === 'known') {
    const running = { ...data, namespace: program.value.namespace };
    return allInjected ? warn(webhookMwcDeleted, running) : fail(webhookMwcDeleted, running);
  }
  return allInjected ? warn(webhookNotInstalled, data) : fail(webhookNotInstalled, data);
}
