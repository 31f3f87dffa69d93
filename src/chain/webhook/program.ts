import type { Answer } from '../../evidence/answer.ts';
import type { WebhookDeployment, WebhookEntry } from '../../evidence/webhook.ts';
import { useLabel } from '../../evidence/workload-identity-keys.ts';
import { found, type FoundProblem } from '../../problems/problem.ts';
import { kubectl } from '../../problems/step.ts';
import { webhookMwcDeleted } from '../../problems/webhook/webhook-mwc-deleted.ts';
import { webhookNotInstalled, type WebhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { webhookOldV0 } from '../../problems/webhook/webhook-old-v0.ts';
import { undecided, type Outcome } from '../check.ts';

/** The Deployment behind the webhook; it is asked for only where it says something. */
export type Program = Answer<WebhookDeployment> | { readonly state: 'not-needed' };

/** Why no webhook is configured: whether its program runs tells; where nobody could look, either may be. */
export function unconfigured(data: WebhookNotInstalled, program: Program): readonly FoundProblem[] {
  if (program.state === 'known') return [found(webhookMwcDeleted, { ...data, namespace: program.value.namespace })];
  if (program.state === 'unknown') return [found(webhookNotInstalled, data), found(webhookMwcDeleted, data)];
  return [found(webhookNotInstalled, data)];
}

/** Why a webhook that selects the pod left it as it was: it is older than the pod's label, or `otherwise`, or, where nobody could look, either. */
export function passedOver(entry: WebhookEntry, program: Program, owner: WebhookNotInstalled['owner'], pods: readonly string[], otherwise: readonly FoundProblem[]): readonly FoundProblem[] {
  if (program.state === 'known' && program.value.old) return [found(webhookOldV0, { version: program.value.version ?? 'v0', owner, pods })];
  // since 1.0 its configuration asks for the label of the pod
  const asksForLabel = entry.objectSelector?.matchLabels?.[useLabel] !== undefined;
  return program.state === 'unknown' && !asksForLabel ? [...otherwise, found(webhookOldV0, { owner, pods })] : otherwise;
}

/** The one cause that is left, or else all that it may be. */
export function oneOf(candidates: readonly FoundProblem[], outcome: 'fail' | 'warn', said?: string): Outcome {
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return { outcome, found: only };
  const look = kubectl('see whether the webhook runs, and in which version', 'get', 'deployments', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'wide');
  return undecided(candidates, [look], said);
}
