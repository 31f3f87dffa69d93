import { entrances } from '../../evidence/entrances.ts';
import { isInjected, wiredContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { targetIssuer } from '../../evidence/target-issuer.ts';
import { webhookConfigurations } from '../../evidence/webhook.ts';
import { tokenFileVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { answer, defineCheck, fail, ok, skip, unseen, warn } from '../check.ts';

export const installed = defineCheck({
  id: 'webhook/installed',
  title: 'the azure-wi webhook is configured',
  each: 'target',
  reads: [answer(webhookConfigurations), workload, answer(podGroups), answer(targetIssuer), entrances],
  problems: [webhookNotInstalled],
  run([webhooks, { owner, template }, groups, issuer, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (webhooks.state !== 'known') return unseen(webhooks);
    const [entry] = webhooks.value;
    if (entry !== undefined) return ok();
    const shapes = groups.state === 'known' ? groups.value.map(({ shape }) => shape) : [];
    const wiredByHand = template?.containers.some(({ variables }) => variables.some(({ name }) => name === tokenFileVariable)) === true;
    if (wiredByHand) return skip('the template carries env and volume itself');
    const data = {
      owner,
      pods: groups.state === 'known' ? groups.value.flatMap(({ pods }) => pods) : [],
      aks: issuer.state === 'known' && /prod-aks\.azure\.com\//.test(issuer.value),
    };
    const allInjected = shapes.length > 0 && shapes.every((shape) => wiredContainers(shape).every((container) => isInjected(shape, container)));
    // pods of today were injected while it was there: only the next ones will not be
    return allInjected ? warn(webhookNotInstalled, data) : fail(webhookNotInstalled, data);
  },
});
