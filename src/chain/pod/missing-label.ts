import type { Answer } from '../../evidence/answer.ts';
import { isInjected, isLabelled } from '../../evidence/pod-shape.ts';
import type { ServiceAccount } from '../../evidence/service-account.ts';
import type { PodGroup, PodShape } from '../../evidence/subject.ts';
import { speaksOfWorkloadIdentity, useLabel } from '../../evidence/workload-identity-keys.ts';
import type { Workload } from '../../evidence/workload.ts';
import { jobNeverRestarts } from '../../problems/pod/job-never-restarts.ts';
import { labelKeyTypo } from '../../problems/pod/label-key-typo.ts';
import { labelOnSaOnly } from '../../problems/pod/label-on-sa-only.ts';
import { labelOnWorkloadNotTemplate } from '../../problems/pod/label-on-workload-not-template.ts';
import { labelValueNotTrue } from '../../problems/pod/label-value-not-true.ts';
import { podLabelMissing } from '../../problems/pod/pod-label-missing.ts';
import type { AnyProblem } from '../../problems/problem.ts';
import { webhookUpgradeNeedsPodLabel } from '../../problems/webhook/webhook-upgrade-needs-pod-label.ts';
import { fail, type Outcome } from '../check.ts';

export const missingLabelProblems: readonly AnyProblem[] = [
  podLabelMissing,
  jobNeverRestarts,
  labelValueNotTrue,
  labelKeyTypo,
  labelOnWorkloadNotTemplate,
  labelOnSaOnly,
  webhookUpgradeNeedsPodLabel,
];

/** Why pods of this shape lack the label: by what stands there instead of it. */
export function missingLabel(owning: Workload, shape: PodShape, account: Answer<ServiceAccount>, groups: readonly PodGroup[]): Outcome {
  const { owner } = owning;
  const value = shape.labels[useLabel];
  if (value !== undefined) return fail(labelValueNotTrue, { owner, seen: `${useLabel}=${JSON.stringify(value)}` });
  const misspelt = Object.entries(shape.labels).find(([key]) => speaksOfWorkloadIdentity(key));
  if (misspelt !== undefined) return fail(labelKeyTypo, { owner, seen: `label ${misspelt[0]}=${JSON.stringify(misspelt[1])}` });
  const annotated = Object.entries(shape.annotations).find(([key]) => /identity\/use\w?$/i.test(key));
  if (annotated !== undefined) return fail(labelKeyTypo, { owner, seen: `annotation ${annotated[0]}=${JSON.stringify(annotated[1])}` });
  const ofOwner = owning.labels[useLabel];
  if (ofOwner !== undefined && owner.kind !== 'pod') {
    return fail(labelOnWorkloadNotTemplate, { owner, seen: `label ${useLabel}=${JSON.stringify(ofOwner)} on ${owner.kind}/${owner.name}` });
  }
  const ofAccount = account.state === 'known' ? account.value.labels[useLabel] : undefined;
  if (account.state === 'known' && ofAccount !== undefined) {
    // injected without the label: a webhook of the time before 1.0 went by the account's
    const once = groups.some((group) => !isLabelled(group.shape) && group.shape.containers.some((container) => isInjected(group.shape, container)));
    if (once) return fail(webhookUpgradeNeedsPodLabel, { owner, serviceAccount: account.value.name });
    return fail(labelOnSaOnly, { owner, seen: `label ${useLabel}=${JSON.stringify(ofAccount)} on serviceaccount/${account.value.name}` });
  }
  // its template cannot be changed any more, so what mends others does not mend it
  return owner.kind === 'job' ? fail(jobNeverRestarts, { owner }) : fail(podLabelMissing, { owner });
}
