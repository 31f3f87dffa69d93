import type { Answer } from '../../evidence/answer.ts';
import { dryRun, type DryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isInjected, skippedContainers, valueOf, wiredContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { mismatchOf } from '../../evidence/selector.ts';
import { targetServiceAccount } from '../../evidence/service-account.ts';
import type { Container, PodGroup, PodShape, Target } from '../../evidence/subject.ts';
import { targetIssuer } from '../../evidence/target-issuer.ts';
import { namespaceLabels, webhookConfigurations, webhookDeployment, type WebhookEntry } from '../../evidence/webhook.ts';
import { tokenFileVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { webhookExcludedNs } from '../../problems/webhook/webhook-excluded-ns.ts';
import { webhookFailOpen } from '../../problems/webhook/webhook-fail-open.ts';
import { webhookMwcDeleted } from '../../problems/webhook/webhook-mwc-deleted.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { webhookObjectSelectorEdited } from '../../problems/webhook/webhook-object-selector-edited.ts';
import { webhookOldV0 } from '../../problems/webhook/webhook-old-v0.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, when, type Outcome } from '../check.ts';
import { tokenFileOfOthers, wrongTokenFile } from '../pod/wrong-token-file.ts';
import { leftOut } from './left-out.ts';
import { notInstalled } from './not-installed.ts';
import { oneOf, passedOver, type Program } from './program.ts';
import { refusalOfPod, podRefusalProblems } from './refusal-of-pod.ts';
import { refusal, refusalProblems } from './refusal.ts';
import { isUncalled } from './refused-now.ts';

/** Only where the pod came back as it was, or did not come back, is it worth asking which program stands behind the webhook. */
function programMatters(tried: Answer<DryRun>): boolean {
  return isUncalled(tried) || leftAsItWas(tried);
}

function leftAsItWas(tried: Answer<DryRun>): boolean {
  if (tried.state !== 'known' || tried.value.result !== 'admitted') return false;
  const { shape } = tried.value;
  return !shape.containers.some((container) => isInjected(shape, container));
}

export const wouldInject = defineCheck({
  id: 'webhook/would-inject',
  title: 'the webhook would inject this pod today',
  each: 'target',
  reads: [
    answer(dryRun),
    answer(webhookConfigurations),
    answer(namespaceLabels),
    workload,
    answer(podGroups),
    answer(targetIssuer),
    answer(targetServiceAccount),
    when(webhookDeployment, programMatters, dryRun),
    entrances,
  ],
  problems: [webhookNotInstalled, webhookMwcDeleted, webhookNsSelector, webhookExcludedNs, webhookObjectSelectorEdited, webhookOldV0, webhookFailOpen, ...refusalProblems, ...podRefusalProblems],
  run([tried, webhooks, labels, { owner, template }, groups, issuer, account, program, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (tried.state !== 'known') return refusalOfPod(tried, owner, template) ?? unseen(tried);
    const entries = webhooks.state === 'known' ? webhooks.value : undefined;
    if (tried.value.result === 'refused-by-webhook') {
      return refusal(tried.value.message, { owner, entry: entries?.[0], program, account, annotations: template?.annotations ?? {} });
    }
    const { shape, labelAdded } = tried.value;
    // what the template wires itself shows nothing of the webhook
    const own = (container: Container): boolean => template !== undefined && isInjectedAlready(template, container);
    const injected = shape.containers.find((container) => isInjected(shape, container) && !own(container));
    if (injected === undefined && shape.containers.some(own)) return skip('the template carries env and volume itself');
    if (injected !== undefined) return ok(wording(valueOf(injected, tokenFileVariable) ?? '', labelAdded), 'proved');
    if (shape.containers.every(({ name }) => skippedContainers(shape).includes(name))) return skip('every container is in skip-containers');
    if (tokenFileOfOthers(shape) !== undefined) return skip('the token comes from elsewhere');
    if (wrongTokenFile({ owner, template }, shape) !== undefined) return skip('the token file is judged by itself');
    if (entries === undefined) return unseen(webhooks);
    const [entry] = entries;
    if (entry === undefined) return notInstalled(owner, groups, issuer, program);
    const seen = groups.state === 'known' ? groups.value : [];
    const pods = seen.flatMap((group) => group.pods);
    const why = whyNot(entry, shape, labels, owner, pods);
    if (why !== undefined) return why;
    return leftAlone(entry, owner, seen, program);
  },
});

function isInjectedAlready(template: PodShape, { name, init }: Container): boolean {
  const same = template.containers.find((container) => container.name === name && container.init === init);
  return same !== undefined && isInjected(template, same);
}

function wording(tokenFile: string, labelAdded: boolean): string {
  const generation = tokenFile.startsWith('/var/run/secrets/azure/wi/') ? 'v1.6 or newer' : 'v1.5 or older';
  return labelAdded ? `${generation}, would inject this pod if it had the label` : `${generation}, would inject this pod today`;
}

/** Selectors evaluated as the API server does; the first that does not match is why it is not called. */
function whyNot(entry: WebhookEntry, shape: PodShape, labels: Answer<{ readonly [name: string]: string }>, owner: Target, pods: readonly string[]): Outcome | undefined {
  const { configuration, namespaceSelector, objectSelector } = entry;
  const namespaceMismatch = labels.state === 'known' ? mismatchOf(namespaceSelector, labels.value) : undefined;
  if (namespaceMismatch !== undefined) return leftOut(owner, pods, entry, namespaceMismatch);
  const objectMismatch = mismatchOf(objectSelector, shape.labels);
  if (objectMismatch !== undefined) return fail(webhookObjectSelectorEdited, { owner, pods, configuration, requirement: objectMismatch });
  return labels.state === 'known' ? undefined : unseen(labels);
}

/** Configured and selecting the pod, yet the pod came back as it was: it is too old for its label, or it did not answer, and that was let pass. */
function leftAlone(entry: WebhookEntry, owner: Target, seen: readonly PodGroup[], program: Program): Outcome {
  const { configuration, failurePolicy, service } = entry;
  const pods = seen.flatMap((group) => group.pods);
  const bare = seen.filter(({ shape }) => !wiredContainers(shape).some((container) => isInjected(shape, container)));
  const open = found(webhookFailOpen, {
    owner,
    pods: bare.flatMap((group) => group.pods),
    configuration,
    down: true,
    ...(service === undefined ? {} : { namespace: service.namespace }),
  });
  const candidates = passedOver(entry, program, owner, pods, failurePolicy === 'Ignore' ? [open] : []);
  if (candidates.length === 0) return undecided([], [note('Look at the log of the webhook: it was called for this pod and changed nothing.')]);
  // pods that were injected go on working: only the next ones will not be
  const works = candidates[0] === open && seen.length > 0 && bare.length === 0;
  return oneOf(candidates, works ? 'warn' : 'fail');
}
