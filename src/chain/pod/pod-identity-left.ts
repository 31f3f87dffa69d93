import type { Answer } from '../../evidence/answer.ts';
import { nodeManagedIdentity } from '../../evidence/node-managed-identity.ts';
import { podIdentities, podIdentityLabel } from '../../evidence/pod-identity.ts';
import { isInjected, isLabelled } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { workload, type Workload } from '../../evidence/workload.ts';
import { podidBindingLabelMissing } from '../../problems/pod/podid-binding-label-missing.ts';
import { podidLabelLeftover } from '../../problems/pod/podid-label-leftover.ts';
import { podidNmiIntercepts } from '../../problems/pod/podid-nmi-intercepts.ts';
import { answer, defineCheck, fail, ok, skip, unseen, warn, when } from '../check.ts';

/** Whether the workload speaks of pod identity v1 at all: of a cluster that has it, nothing else is looked at. */
export function speaksOfPodIdentity(owning: Answer<Workload>): boolean {
  return owning.state === 'known' && (owning.value.labels[podIdentityLabel] !== undefined || owning.value.template?.labels[podIdentityLabel] !== undefined);
}

export const podIdentityLeft = defineCheck({
  id: 'pod/pod-identity-left',
  title: 'the pods ask pod identity v1 for nothing',
  each: 'target',
  reads: [workload, answer(podGroups), when(podIdentities, speaksOfPodIdentity, workload), when(nodeManagedIdentity, speaksOfPodIdentity, workload)],
  problems: [podidLabelLeftover, podidNmiIntercepts, podidBindingLabelMissing],
  run([{ owner, labels, template, selector }, groups, v1, nmi]) {
    const onOwner = labels[podIdentityLabel];
    const onPods = template?.labels[podIdentityLabel] ?? (owner.kind === 'pod' ? onOwner : undefined);
    const shapes = [...(template === undefined ? [] : [template]), ...(groups.state === 'known' ? groups.value.map(({ shape }) => shape) : [])];
    if (onPods === undefined && onOwner === undefined) return shapes.some(isLabelled) ? ok() : skip('nothing here asks for the webhook');
    const migrated = shapes.some((shape) => isLabelled(shape) || shape.containers.some((container) => isInjected(shape, container)));
    if (migrated) {
      // on the workload alone nothing reads it
      if (onPods === undefined) return ok();
      // a selector cannot be changed: the label has to stay until the workload is made anew
      if (selector?.includes(podIdentityLabel) === true) return ok();
      return warn(podidLabelLeftover, { owner, value: onPods });
    }
    if (v1.state === 'absent' || nmi.state === 'absent') return skip('pod identity v1 does not run here, so nothing reads the label');
    if (v1.state !== 'known' || nmi.state !== 'known') return unseen(v1, nmi);
    const value = onPods ?? onOwner ?? '';
    if (onPods === undefined) return fail(podidBindingLabelMissing, { owner, value });
    const bound = v1.value.bindings.filter((one) => one.selector === value);
    if (bound.length > 0) return skip(`the pods have their identity of pod identity v1, by binding ${bound.map(({ name }) => name).join(', ')}`);
    return fail(podidNmiIntercepts, { owner, value, nmi: `${nmi.value.namespace}/${nmi.value.name}`, selectors: [...new Set(v1.value.bindings.map((one) => one.selector))] });
  },
});
