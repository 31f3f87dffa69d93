import type { Answer } from '../../evidence/answer.ts';
import { dryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isInjected, skippedContainers, valueOf } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { mismatchOf } from '../../evidence/selector.ts';
import type { PodShape, Target } from '../../evidence/subject.ts';
import { targetIssuer } from '../../evidence/target-issuer.ts';
import { namespaceLabels, webhookConfigurations, type WebhookEntry } from '../../evidence/webhook.ts';
import { tokenFileVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { webhookFailOpen } from '../../problems/webhook/webhook-fail-open.ts';
import { webhookNoEndpoints } from '../../problems/webhook/webhook-no-endpoints.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { webhookObjectSelectorEdited } from '../../problems/webhook/webhook-object-selector-edited.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, type Outcome } from '../check.ts';
import { notInstalled } from './not-installed.ts';

export const wouldInject = defineCheck({
  id: 'webhook/would-inject',
  title: 'the webhook would inject this pod today',
  each: 'target',
  reads: [answer(dryRun), answer(webhookConfigurations), answer(namespaceLabels), workload, answer(podGroups), answer(targetIssuer), entrances],
  problems: [webhookNotInstalled, webhookNoEndpoints, webhookNsSelector, webhookObjectSelectorEdited, webhookFailOpen],
  run([tried, webhooks, labels, { owner }, groups, issuer, { webhook }], { target }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (tried.state !== 'known') return unseen(tried);
    const entries = webhooks.state === 'known' ? webhooks.value : undefined;
    if (tried.value.result === 'refused-by-webhook') return refusal(tried.value.message, entries?.[0]);
    const { shape, labelAdded } = tried.value;
    const injected = shape.containers.find((container) => isInjected(shape, container));
    if (injected !== undefined) return ok(wording(valueOf(injected, tokenFileVariable) ?? '', labelAdded), 'proved');
    if (shape.containers.every(({ name }) => skippedContainers(shape).includes(name))) return skip('every container is in skip-containers');
    if (entries === undefined) return unseen(webhooks);
    const [entry] = entries;
    if (entry === undefined) return notInstalled(owner, groups, issuer);
    const pods = groups.state === 'known' ? groups.value.flatMap((group) => group.pods) : [];
    return whyNot(entry, shape, labels, target) ?? leftAlone(entry, owner, pods);
  },
});

function wording(tokenFile: string, labelAdded: boolean): string {
  const generation = tokenFile.startsWith('/var/run/secrets/azure/wi/') ? 'v1.6 or newer' : 'v1.5 or older';
  return labelAdded ? `${generation}, would inject this pod if it had the label` : `${generation}, would inject this pod today`;
}

function refusal(message: string, entry: WebhookEntry | undefined): Outcome {
  if (/failed calling webhook/.test(message)) {
    return fail(webhookNoEndpoints, { message, ...(entry?.service === undefined ? {} : { namespace: entry.service.namespace }) });
  }
  return undecided([], [note(`The webhook refuses the pod: ${message}`)], message);
}

/** Selectors evaluated as the API server does; the first that does not match is why it is not called. */
function whyNot(entry: WebhookEntry, shape: PodShape, labels: Answer<{ readonly [name: string]: string }>, target: Target): Outcome | undefined {
  const { configuration, namespaceSelector, objectSelector } = entry;
  const namespaceMismatch = labels.state === 'known' ? mismatchOf(namespaceSelector, labels.value) : undefined;
  if (namespaceMismatch !== undefined) {
    const enforcer = /control-plane|kubernetes\.azure\.com/.test(namespaceMismatch);
    return fail(webhookNsSelector, { namespace: target.namespace, configuration, requirement: namespaceMismatch, enforcer });
  }
  const objectMismatch = mismatchOf(objectSelector, shape.labels);
  if (objectMismatch !== undefined) return fail(webhookObjectSelectorEdited, { configuration, requirement: objectMismatch });
  return labels.state === 'known' ? undefined : unseen(labels);
}

/** Configured and selecting the pod, yet the pod came back as it was: it did not answer, and that was let pass. */
function leftAlone({ configuration, failurePolicy }: WebhookEntry, owner: Target, pods: readonly string[]): Outcome {
  if (failurePolicy === 'Ignore') return fail(webhookFailOpen, { owner, pods, configuration });
  return undecided([], [note('Look at the log of the webhook: it was called for this pod and changed nothing.')]);
}
