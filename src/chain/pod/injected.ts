import type { Answer } from '../../evidence/answer.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isInjected, isLabelled, wiredContainers } from '../../evidence/pod-shape.ts';
import { targetServiceAccount } from '../../evidence/service-account.ts';
import { mismatchOf } from '../../evidence/selector.ts';
import type { PodGroup } from '../../evidence/subject.ts';
import { namespaceLabels, webhookConfigurations, type WebhookEntry } from '../../evidence/webhook.ts';
import { workload, type Workload } from '../../evidence/workload.ts';
import { recreatePods } from '../../problems/mend.ts';
import { podLabelMissing } from '../../problems/pod/pod-label-missing.ts';
import { podPredatesLabel } from '../../problems/pod/pod-predates-label.ts';
import { found } from '../../problems/problem.ts';
import { webhookFailOpen } from '../../problems/webhook/webhook-fail-open.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { webhookObjectSelectorEdited } from '../../problems/webhook/webhook-object-selector-edited.ts';
import { answer, defineCheck, fail, ok, skip, undecided, type Outcome } from '../check.ts';
import { nearMissOf } from './template-labelled.ts';

export const injected = defineCheck({
  id: 'pod/injected',
  title: 'the pods carry the env, volume and token path that the webhook injects',
  each: 'pod-group',
  reads: [workload, answer(webhookConfigurations), answer(namespaceLabels), answer(targetServiceAccount), entrances],
  problems: [podLabelMissing, podPredatesLabel, webhookFailOpen, webhookNotInstalled, webhookNsSelector, webhookObjectSelectorEdited],
  run([owning, webhooks, labels, account, { webhook }], { podGroup }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const { shape, pods } = podGroup;
    const wired = wiredContainers(shape);
    if (wired.length === 0) return skip('every container is in skip-containers');
    const carrying = wired.filter((container) => isInjected(shape, container));
    if (carrying.length > 0) return ok(wording(pods.length, carrying.map(({ name }) => name), wired.length));
    const outcome = isLabelled(shape)
      ? whyLabelledButBare(owning, podGroup, webhooks, labels)
      : whyUnlabelled(owning, podGroup, nearMissOf(owning, shape, account));
    // a rollout under way is taking these pods away already
    return podGroup.beingReplaced && outcome.outcome === 'fail' ? { ...outcome, outcome: 'warn' } : outcome;
  },
});

function wording(pods: number, carrying: readonly string[], wired: number): string {
  const whole = carrying.length === wired ? '' : ` (container ${carrying.join(', ')})`;
  return `${pods} ${pods === 1 ? 'pod carries' : 'pods carry'} env, volume and token path${whole}`;
}

function whyUnlabelled({ owner, template }: Workload, { pods }: PodGroup, near: { readonly nearMiss?: string }): Outcome {
  if (template !== undefined && isLabelled(template)) return fail(podPredatesLabel, { owner, pods, later: 'label' });
  return fail(podLabelMissing, { owner, ...near });
}

function whyLabelledButBare(
  { owner }: Workload,
  { pods, shape, newest }: PodGroup,
  webhooks: Answer<readonly WebhookEntry[]>,
  labels: Answer<{ readonly [name: string]: string }>,
): Outcome {
  const predates = { owner, pods, later: 'webhook' } as const;
  const absent = { owner, pods, aks: false };
  if (webhooks.state !== 'known') {
    const open = { owner, pods, configuration: 'azure-wi-webhook-mutating-webhook-configuration' };
    return undecided(
      [found(podPredatesLabel, predates), found(webhookNotInstalled, absent), found(webhookFailOpen, open)],
      recreatePods(owner, pods),
      'labelled, but not injected',
    );
  }
  const [entry] = webhooks.value;
  if (entry === undefined) return fail(webhookNotInstalled, absent);
  const namespaceMismatch = labels.state === 'known' ? mismatchOf(entry.namespaceSelector, labels.value) : undefined;
  if (namespaceMismatch !== undefined) {
    const enforcer = /control-plane|kubernetes\.azure\.com/.test(namespaceMismatch);
    return fail(webhookNsSelector, { namespace: owner.namespace, configuration: entry.configuration, requirement: namespaceMismatch, enforcer });
  }
  const objectMismatch = mismatchOf(entry.objectSelector, shape.labels);
  if (objectMismatch !== undefined) {
    return fail(webhookObjectSelectorEdited, { configuration: entry.configuration, requirement: objectMismatch });
  }
  if (newest.createdAt < entry.createdAt) return fail(podPredatesLabel, predates);
  if (entry.failurePolicy === 'Ignore') return fail(webhookFailOpen, { owner, pods, configuration: entry.configuration });
  // with failurePolicy Fail a labelled pod does not pass uninjected: the label came onto the running pod
  return fail(podPredatesLabel, { owner, pods, later: 'label' }, { basis: 'inferred' });
}

