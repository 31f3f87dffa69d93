import type { Answer } from '../../evidence/answer.ts';
import { isInjected, wiredContainers } from '../../evidence/pod-shape.ts';
import type { PodGroup, Target } from '../../evidence/subject.ts';
import type { WebhookEntry } from '../../evidence/webhook.ts';
import { note } from '../../problems/step.ts';
import { undecided, type Outcome } from '../check.ts';
import { oneOf, unconfigured, type Program } from './program.ts';

/** Whether no webhook is configured: only then is it worth asking whether its program is there. */
export function isUnconfigured(webhooks: Answer<readonly WebhookEntry[]>): boolean {
  return webhooks.state === 'known' && webhooks.value.length === 0;
}

/** That no webhook is configured: a warning where every pod of today was injected while it was, and only the next ones will not be. */
export function notInstalled(owner: Target, groups: Answer<readonly PodGroup[]>, issuer: Answer<string>, program: Program): Outcome {
  const seen = groups.state === 'known' ? groups.value : [];
  const data = {
    owner,
    pods: seen.flatMap(({ pods }) => pods),
    aks: issuer.state === 'known' && /prod-aks\.azure\.com\//.test(issuer.value),
  };
  const candidates = unconfigured(data, program);
  if (groups.state === 'unknown') {
    // whether the pods of today were injected while it was there cannot be seen: it is a warning or a failure
    return undecided(candidates, [note('See whether the pods of today carry AZURE_FEDERATED_TOKEN_FILE: list pods tells.')]);
  }
  const allInjected = seen.length > 0 && seen.every(({ shape }) => wiredContainers(shape).every((container) => isInjected(shape, container)));
  return oneOf(candidates, allInjected ? 'warn' : 'fail');
}
