import type { Answer } from '../../evidence/answer.ts';
import { isInjected, wiredContainers } from '../../evidence/pod-shape.ts';
import type { PodGroup, Target } from '../../evidence/subject.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { fail, warn, type Outcome } from '../check.ts';

/** That no webhook is configured: a warning where every pod of today was injected while it was, and only the next ones will not be. */
export function notInstalled(owner: Target, groups: Answer<readonly PodGroup[]>, issuer: Answer<string>): Outcome {
  const seen = groups.state === 'known' ? groups.value : [];
  const data = {
    owner,
    pods: seen.flatMap(({ pods }) => pods),
    aks: issuer.state === 'known' && /prod-aks\.azure\.com\//.test(issuer.value),
  };
  const allInjected = seen.length > 0 && seen.every(({ shape }) => wiredContainers(shape).every((container) => isInjected(shape, container)));
  return allInjected ? warn(webhookNotInstalled, data) : fail(webhookNotInstalled, data);
}
