import { entrances } from '../../evidence/entrances.ts';
import { isInjected, wiredContainers } from '../../evidence/pod-shape.ts';
import { proxyContainer, proxyInitContainer } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { webhookSidecarInjectedLater } from '../../problems/webhook/webhook-sidecar-injected-later.ts';
import { defineCheck, ok, skip, warn } from '../check.ts';
import { needsAzure } from '../pod/not-skipped.ts';

export const sidecarsInjected = defineCheck({
  id: 'webhook/sidecars-injected',
  title: 'sidecars that others added to the pods were injected too',
  each: 'pod-group',
  reads: [workload, entrances],
  problems: [webhookSidecarInjectedLater],
  run([{ owner, template }, { webhook }], { podGroup: { shape, pods } }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (template === undefined) return skip('no template');
    const wired = wiredContainers(shape);
    if (!wired.some((container) => isInjected(shape, container))) return skip('the pods are not injected');
    const added = wired.filter(({ name }) => name !== proxyContainer && name !== proxyInitContainer && !template.containers.some((own) => own.name === name));
    for (const container of added) {
      // a sidecar that never goes to Azure needs no token
      const needs = isInjected(shape, container) ? undefined : needsAzure(container);
      if (needs !== undefined) return warn(webhookSidecarInjectedLater, { owner, pods, container: container.name, needs });
    }
    return ok();
  },
});
