import { entrances } from '../../evidence/entrances.ts';
import { podGroups } from '../../evidence/pods.ts';
import { targetIssuer } from '../../evidence/target-issuer.ts';
import { webhookConfigurations, webhookDeployment } from '../../evidence/webhook.ts';
import { tokenFileVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { webhookMwcDeleted } from '../../problems/webhook/webhook-mwc-deleted.ts';
import { webhookNotInstalled } from '../../problems/webhook/webhook-not-installed.ts';
import { answer, defineCheck, ok, skip, unseen, when } from '../check.ts';
import { isUnconfigured, notInstalled } from './not-installed.ts';

export const installed = defineCheck({
  id: 'webhook/installed',
  title: 'the azure-wi webhook is configured',
  each: 'target',
  reads: [answer(webhookConfigurations), workload, answer(podGroups), answer(targetIssuer), when(webhookDeployment, isUnconfigured, webhookConfigurations), entrances],
  problems: [webhookNotInstalled, webhookMwcDeleted],
  run([webhooks, { owner, template }, groups, issuer, program, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (webhooks.state !== 'known') return unseen(webhooks);
    const [entry] = webhooks.value;
    if (entry !== undefined) return ok();
    const wiredByHand = template?.containers.some(({ variables }) => variables.some(({ name }) => name === tokenFileVariable)) === true;
    if (wiredByHand) return skip('the template carries env and volume itself');
    return notInstalled(owner, groups, issuer, program);
  },
});
