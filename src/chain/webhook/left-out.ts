import { webhookExcludedNs } from '../../problems/webhook/webhook-excluded-ns.ts';
import { webhookNsSelector } from '../../problems/webhook/webhook-ns-selector.ts';
import { fail, type Outcome } from '../check.ts';

/** That the namespace selector does not take the namespace: on purpose of AKS, or of whoever installed the webhook. */
export function leftOut(namespace: string, configuration: string, requirement: string): Outcome {
  const byAks = /^!?(control-plane|kubernetes\.azure\.com\/)/.test(requirement);
  return byAks ? fail(webhookExcludedNs, { namespace, configuration, requirement }) : fail(webhookNsSelector, { namespace, configuration, requirement });
}
