import type { Answer } from '../../evidence/answer.ts';
import { entrances } from '../../evidence/entrances.ts';
import { podGroups } from '../../evidence/pods.ts';
import { isInjected, isLabelled, wiredContainers } from '../../evidence/pod-shape.ts';
import { targetServiceAccount, type ServiceAccount } from '../../evidence/service-account.ts';
import { mismatchOf, selectorText } from '../../evidence/selector.ts';
import type { PodGroup } from '../../evidence/subject.ts';
import { namespaceLabels, webhookConfigurations, webhookDeployment, type WebhookEntry } from '../../evidence/webhook.ts';
import { workload, type Workload } from '../../evidence/workload.ts';
import { recreatePods } from '../../problems/mend.ts';
import { podMultipleReplicasets } from '../../problems/pod/pod-multiple-replicasets.ts';
import { podPredatesLabel } from '../../problems/pod/pod-predates-label.ts';
import { podStaticOrUnmanaged } from '../../problems/pod/pod-static-or-unmanaged.ts';
import { found } from '../../problems/problem.ts';
import { kubectl, note } from '../../problems/step.ts';
import { webhookFailOpen } from '../../problems/webhook/webhook-fail-open.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { webhookExcludedNs } from '../../problems/webhook/webhook-excluded-ns.ts';
import { webhookMwcDeleted } from '../../problems/webhook/webhook-mwc-deleted.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { webhookObjectSelectorEdited } from '../../problems/webhook/webhook-object-selector-edited.ts';
import { webhookOldV0 } from '../../problems/webhook/webhook-old-v0.ts';
import { answer, defineCheck, fail, ok, skip, undecided, when, type Outcome } from '../check.ts';
import { leftOut } from '../webhook/left-out.ts';
import { oneOf, passedOver, unconfigured, type Program } from '../webhook/program.ts';
import { missingLabel, missingLabelProblems } from './missing-label.ts';
import { tokenFileOfOthers, wrongTokenFile } from './wrong-token-file.ts';

/** Which program stands behind the webhook says something where none is configured, and where it may stay silent. */
function programMatters(webhooks: Answer<readonly WebhookEntry[]>): boolean {
  return webhooks.state === 'known' && webhooks.value.every(({ failurePolicy }) => failurePolicy === 'Ignore');
}

export const injected = defineCheck({
  id: 'pod/injected',
  title: 'the pods carry the env, volume and token path that the webhook injects',
  each: 'pod-group',
  reads: [workload, answer(webhookConfigurations), answer(namespaceLabels), answer(targetServiceAccount), answer(podGroups), when(webhookDeployment, programMatters, webhookConfigurations), entrances],
  problems: [...missingLabelProblems, podMultipleReplicasets, podStaticOrUnmanaged, podPredatesLabel, webhookFailOpen, webhookNotInstalled, webhookMwcDeleted, webhookNsSelector, webhookExcludedNs, webhookObjectSelectorEdited, webhookOldV0],
  run([owning, webhooks, labels, account, groups, program, { webhook }], { podGroup }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const { shape, pods } = podGroup;
    const wired = wiredContainers(shape);
    if (wired.length === 0) return skip('every container is in skip-containers');
    const carrying = wired.filter((container) => isInjected(shape, container));
    if (carrying.length > 0) return ok(wording(pods.length, carrying.map(({ name }) => name), wired.length));
    if (wrongTokenFile(owning, shape) !== undefined) return skip('its token file is judged by itself');
    if (tokenFileOfOthers(shape) !== undefined) return skip('its token comes from elsewhere');
    if (shape.mirrored === true) return fail(podStaticOrUnmanaged, { owner: owning.owner });
    const outcome = isLabelled(shape)
      ? whyLabelledButBare(owning, podGroup, webhooks, labels, program)
      : whyUnlabelled(owning, podGroup, account, groups.state === 'known' ? groups.value : []);
    // a rollout under way is taking these pods away already
    return podGroup.beingReplaced && outcome.outcome === 'fail' ? { ...outcome, outcome: 'warn' } : outcome;
  },
});

function wording(pods: number, carrying: readonly string[], wired: number): string {
  const whole = carrying.length === wired ? '' : ` (container ${carrying.join(', ')})`;
  return `${pods} ${pods === 1 ? 'pod carries' : 'pods carry'} env, volume and token path${whole}`;
}

function whyUnlabelled(owning: Workload, { pods, shape, current, beingReplaced }: PodGroup, account: Answer<ServiceAccount>, groups: readonly PodGroup[]): Outcome {
  const { owner, template } = owning;
  if (owner.kind === 'deployment' && !current && !beingReplaced) {
    const newer = groups.filter((group) => group.current && group.shape.containers.some((container) => isInjected(group.shape, container)));
    if (newer.length > 0) return fail(podMultipleReplicasets, { owner, old: pods, current: newer.flatMap((group) => group.pods) });
  }
  if (template !== undefined && isLabelled(template)) return fail(podPredatesLabel, { owner, pods, later: 'label' });
  return missingLabel(owning, shape, account, groups);
}

function whyLabelledButBare(
  { owner }: Workload,
  { pods, shape, newest }: PodGroup,
  webhooks: Answer<readonly WebhookEntry[]>,
  labels: Answer<{ readonly [name: string]: string }>,
  program: Program,
): Outcome {
  const predates = { owner, pods, later: 'webhook' } as const;
  const absent = { owner, pods, aks: false };
  if (webhooks.state !== 'known') {
    const configuration = 'azure-wi-webhook-mutating-webhook-configuration';
    const open = { owner, pods, configuration, down: false };
    return undecided(
      [
        found(podPredatesLabel, predates),
        found(webhookNotInstalled, absent),
        found(webhookFailOpen, open),
        found(webhookNsSelector, { owner, pods, namespace: owner.namespace, configuration }),
        found(webhookObjectSelectorEdited, { owner, pods, configuration }),
      ],
      [kubectl('see whether a webhook is configured, since when, and what it selects', 'get', `mutatingwebhookconfiguration/${configuration}`, '-o', 'yaml'), ...recreatePods(owner, pods)],
      'labelled, but not injected',
    );
  }
  const [entry] = webhooks.value;
  if (entry === undefined) return oneOf(unconfigured(absent, program), 'fail', 'labelled, but not injected');
  const namespaceMismatch = labels.state === 'known' ? mismatchOf(entry.namespaceSelector, labels.value) : undefined;
  if (namespaceMismatch !== undefined) return leftOut(owner, pods, entry, namespaceMismatch);
  const objectMismatch = mismatchOf(entry.objectSelector, shape.labels);
  if (objectMismatch !== undefined) {
    return fail(webhookObjectSelectorEdited, { owner, pods, configuration: entry.configuration, requirement: objectMismatch });
  }
  if (newest.createdAt < entry.createdAt) return fail(podPredatesLabel, predates);
  if (entry.failurePolicy === 'Ignore') {
    const open = found(webhookFailOpen, { owner, pods, configuration: entry.configuration, down: false });
    return oneOf(passedOver(entry, program, owner, pods, [open]), 'fail', 'labelled, but not injected');
  }
  if (labels.state !== 'known' && Object.values(entry.namespaceSelector ?? {}).some((part) => Object.keys(part ?? {}).length > 0)) {
    const selector = { owner, pods, namespace: owner.namespace, configuration: entry.configuration, requirement: selectorText(entry.namespaceSelector ?? {}) };
    return undecided(
      [found(webhookNsSelector, selector), found(podPredatesLabel, { owner, pods, later: 'label' })],
      [note("Read the namespace's labels: they tell whether the webhook selects it.")],
      'labelled, but not injected',
    );
  }
  // with failurePolicy Fail a labelled pod does not pass uninjected: the label came onto the running pod, or, as times
  // have whole seconds, the webhook came a moment after it
  const later = newest.createdAt === entry.createdAt ? 'webhook' : 'label';
  return fail(podPredatesLabel, { owner, pods, later }, { basis: 'inferred' });
}

