import { aksCluster } from '../../evidence/aks-cluster.ts';
import type { Answer } from '../../evidence/answer.ts';
import { usesBinding } from '../../evidence/identity-binding.ts';
import { isInjected, isLabelled, valueOf, variableOf, wiredContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import type { PodGroup, PodShape } from '../../evidence/subject.ts';
import { webhookDeployment } from '../../evidence/webhook.ts';
import { clientIdVariable, tokenProxyVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { found } from '../../problems/problem.ts';
import { ibNoBindingForCluster } from '../../problems/webhook/ib-no-binding-for-cluster.ts';
import { ibVnetIntegration } from '../../problems/webhook/ib-vnet-integration.ts';
import { ibWebhookTooOld } from '../../problems/webhook/ib-webhook-too-old.ts';
import { defineCheck, ok, skip, when } from '../check.ts';

/** Asked for a binding, and given a token for Entra. */
function inVain(shape: PodShape): boolean {
  return usesBinding(shape) && wiredContainers(shape).some((container) => isInjected(shape, container) && variableOf(container, tokenProxyVariable) === undefined);
}

function anyInVain(groups: Answer<readonly PodGroup[]>): boolean {
  return groups.state === 'known' && groups.value.some(({ shape }) => inVain(shape));
}

export const wiresBinding = defineCheck({
  id: 'webhook/wires-binding',
  title: 'pods that ask for an identity binding get the proxy of the cluster',
  each: 'pod-group',
  reads: [workload, when(webhookDeployment, anyInVain, podGroups), when(aksCluster, anyInVain, podGroups)],
  problems: [ibVnetIntegration, ibNoBindingForCluster, ibWebhookTooOld],
  run([{ owner }, program, cluster], { podGroup: { shape, pods, beingReplaced } }) {
    if (!usesBinding(shape)) return isLabelled(shape) ? ok() : skip('nothing here asks for the webhook');
    if (!inVain(shape)) return wiredContainers(shape).some((container) => isInjected(shape, container)) ? ok() : skip('the pods are not injected');
    const version = program.state === 'known' ? program.value.version : undefined;
    const outcome = beingReplaced ? 'warn' : 'fail';
    const data = { owner, pods };
    if (cluster.state === 'known') {
      const { name, resourceGroup, subscriptionId, vnetIntegration, boundClientIds } = cluster.value;
      const ofCluster = { ...data, cluster: { name, resourceGroup, subscriptionId } };
      if (vnetIntegration) return { outcome, found: found(ibVnetIntegration, ofCluster) };
      const clientId = wiredContainers(shape).map((container) => valueOf(container, clientIdVariable)).find((value) => value !== undefined);
      if (clientId !== undefined && boundClientIds !== undefined && !boundClientIds.includes(clientId.toLowerCase())) return { outcome, found: found(ibNoBindingForCluster, { ...ofCluster, clientId }) };
    }
    return { outcome, found: found(ibWebhookTooOld, { ...data, ...(version === undefined ? {} : { version }) }) };
  },
});
