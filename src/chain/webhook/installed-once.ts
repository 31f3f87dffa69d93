import { dryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { webhookConfigurations, webhookInstallations } from '../../evidence/webhook.ts';
import { webhookDuplicateInstall } from '../../problems/webhook/webhook-duplicate-install.ts';
import { answer, defineCheck, fail, ok, skip, unseen, warn, when } from '../check.ts';
import { isUncalled, isUntried, uncalled } from './refused-now.ts';

export const installedOnce = defineCheck({
  id: 'webhook/installed-once',
  title: 'no second installation of the webhook is in its way',
  each: 'target',
  reads: [answer(webhookConfigurations), answer(dryRun), when(webhookInstallations, isUncalled, dryRun), entrances],
  problems: [webhookDuplicateInstall],
  run([webhooks, tried, installations, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (webhooks.state === 'unknown') return unseen(webhooks);
    if (webhooks.state === 'absent') return skip('it is not configured');
    if (webhooks.value.length === 0) return skip('it is not configured');
    const message = uncalled(tried);
    const found = installations.state === 'known' ? installations.value : [];
    if (message !== undefined && found.length > 1) {
      return fail(webhookDuplicateInstall, { namespaces: found.map(({ namespace }) => namespace), aks: found.some(({ ofAks }) => ofAks), message });
    }
    if (message !== undefined && installations.state === 'unknown') return unseen(installations);
    const pointed = [...new Set(webhooks.value.flatMap(({ service }) => service?.namespace ?? []))];
    if (pointed.length > 1) return warn(webhookDuplicateInstall, { namespaces: pointed, aks: pointed.includes('kube-system') });
    return isUntried(tried) ? unseen(tried) : ok();
  },
});
