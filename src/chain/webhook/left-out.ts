import type { Target } from '../../evidence/subject.ts';
import { webhookExcludedNs } from '../../problems/webhook/webhook-excluded-ns.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { fail, type Outcome } from '../check.ts';

/** That the namespace selector does not take the namespace: on purpose of AKS, or of whoever installed the webhook. */
export function leftOut(owner: Target, pods: readonly string[], configuration: string, requirement: string): Outcome {
  const data = { owner, pods, namespace: owner.namespace, configuration, requirement };
  const byAks = /^!?(control-plane|kubernetes\.azure\.com\/)/.test(requirement);
  return byAks ? fail(webhookExcludedNs, data) : fail(webhookNsSelector, data);
}
