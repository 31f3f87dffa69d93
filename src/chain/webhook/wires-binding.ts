import type { Answer } from '../../evidence/answer.ts';
import { usesBinding } from '../../evidence/identity-binding.ts';
import { isInjected, variableOf, wiredContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import type { PodGroup } from '../../evidence/subject.ts';
import { webhookDeployment } from '../../evidence/webhook.ts';
import { tokenProxyVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { ibWebhookTooOld } from '../../problems/webhook/ib-webhook-too-old.ts';
import { defineCheck, fail, ok, skip, warn, when } from '../check.ts';

function anyUsesBinding(groups: Answer<readonly PodGroup[]>): boolean {
  return groups.state === 'known' && groups.value.some(({ shape }) => usesBinding(shape));
}

export const wiresBinding = defineCheck({
  id: 'webhook/wires-binding',
  title: 'pods that ask for an identity binding get the proxy of the cluster',
  each: 'pod-group',
  reads: [workload, when(webhookDeployment, anyUsesBinding, podGroups)],
  problems: [ibWebhookTooOld],
  run([{ owner }, program], { podGroup: { shape, pods, beingReplaced } }) {
    if (!usesBinding(shape)) return ok('no annotation asks for one');
    const injected = wiredContainers(shape).filter((container) => isInjected(shape, container));
    if (injected.length === 0) return skip('the pods are not injected');
    if (injected.every((container) => variableOf(container, tokenProxyVariable) !== undefined)) return ok();
    const version = program.state === 'known' ? program.value.version : undefined;
    const data = { owner, pods, ...(version === undefined ? {} : { version }) };
    return beingReplaced ? warn(ibWebhookTooOld, data) : fail(ibWebhookTooOld, data);
  },
});
