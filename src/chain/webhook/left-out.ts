import type { Target } from '../../evidence/subject.ts';
import type { WebhookEntry } from '../../evidence/webhook.ts';
import { webhookExcludedNs } from '../../problems/webhook/webhook-excluded-ns.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { fail, type Outcome } from '../check.ts';

/** What the admissions enforcer of AKS puts into a selector: labels of its own namespaces, which must not be there. */
const keyOfAks = /^(control-plane|kubernetes\.azure\.com\/[\w.-]+)$/;

/** That the namespace selector does not take the namespace: on purpose of AKS, or of whoever installed the webhook. */
export function leftOut(owner: Target, pods: readonly string[], { configuration, namespaceSelector }: WebhookEntry, requirement: string): Outcome {
  const data = { owner, pods, namespace: owner.namespace, configuration, requirement };
  const ofAks = (namespaceSelector?.matchExpressions ?? []).flatMap(({ key, operator }, at) => (keyOfAks.test(key) && /^(DoesNotExist|NotIn)$/.test(operator) ? [{ at, key }] : []));
  const label = ofAks.find(({ key }) => requirement === `!${key}` || requirement.startsWith(`${key} notin `))?.key;
  return label === undefined ? fail(webhookNsSelector, data) : fail(webhookExcludedNs, { ...data, label, ofAks });
}
