import { dryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isInjected } from '../../evidence/pod-shape.ts';
import { webhookConfigurations, webhookSettings } from '../../evidence/webhook.ts';
import { webhookTenantMissing } from '../../problems/webhook/webhook-tenant-missing.ts';
import { answer, defineCheck, fail, ok, skip, unseen, when } from '../check.ts';
import { isUncalled, isUntried, uncalled } from './refused-now.ts';

export const tenantGiven = defineCheck({
  id: 'webhook/tenant-given',
  title: 'the webhook was given a tenant, without which it does not start',
  each: 'target',
  reads: [answer(dryRun), answer(webhookConfigurations), when(webhookSettings, isUncalled, dryRun), entrances],
  problems: [webhookTenantMissing],
  run([tried, webhooks, settings, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (tried.state === 'known' && tried.value.result === 'admitted') {
      const { shape } = tried.value;
      return shape.containers.some((container) => isInjected(shape, container)) ? ok(undefined, 'inferred') : skip('it was not seen at work');
    }
    if (isUntried(tried)) return unseen(tried);
    const message = uncalled(tried);
    if (message === undefined || settings.state === 'not-needed') return skip('it was not seen at work');
    const namespace = webhooks.state === 'known' ? webhooks.value[0]?.service?.namespace : undefined;
    if (settings.state === 'unknown') return unseen(settings);
    if (settings.state === 'absent') return namespace === undefined ? skip('it is called at an address of its own') : fail(webhookTenantMissing, { namespace, configMap: 'absent', message });
    if (settings.value.tenantId.trim() === '') return fail(webhookTenantMissing, { namespace: settings.value.namespace, configMap: 'empty', message });
    return ok();
  },
});
