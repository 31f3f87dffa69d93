import type { Answer } from '../../evidence/answer.ts';
import { dryRun, type DryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isSetByTemplate } from '../../evidence/logins.ts';
import { isInjected, variableOf, wiredContainers } from '../../evidence/pod-shape.ts';
import { groupServiceAccount, type ServiceAccount } from '../../evidence/service-account.ts';
import type { Container } from '../../evidence/subject.ts';
import { authorityHostVariable, tenantIdVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { podStaleTenantOrAuthority } from '../../problems/pod/pod-stale-tenant-or-authority.ts';
import { answer, defineCheck, fail, ok, skip, unseen, warn } from '../check.ts';

export const tenantFresh = defineCheck({
  id: 'pod/tenant-fresh',
  title: 'the pods use the tenant and authority that a new pod would get',
  each: 'pod-group',
  reads: [workload, groupServiceAccount, answer(dryRun), entrances],
  problems: [podStaleTenantOrAuthority],
  run([owning, account, tried, { webhook }], { podGroup }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    // who set a variable of a pod without a template, nobody can tell
    if (owning.template === undefined) return skip('no template');
    const { shape, pods, beingReplaced } = podGroup;
    const injected = wiredContainers(shape).filter((container) => isInjected(shape, container));
    if (injected.length === 0) return skip('the pods are not injected');
    let compared = false;
    for (const container of injected) {
      for (const variable of [tenantIdVariable, authorityHostVariable]) {
        if (isSetByTemplate(owning, container, variable)) continue;
        const now = valueOfNewPod(variable, container, tried, account);
        if (now === undefined) continue;
        compared = true;
        const presented = variableOf(container, variable)?.value ?? '';
        if (presented.toLowerCase() === now.toLowerCase()) continue;
        const data = { owner: owning.owner, pods, variable, presented, now, beingReplaced };
        return beingReplaced ? warn(podStaleTenantOrAuthority, data) : fail(podStaleTenantOrAuthority, data);
      }
    }
    if (compared) return ok();
    return tried.state === 'unknown' && tried.gap.reason === 'forbidden' ? unseen(tried) : skip('no new pod was tried');
  },
});

/** What a pod that is made now gets; of a tenant the annotation tells, where no pod was tried. */
function valueOfNewPod(variable: string, { name, init }: Container, tried: Answer<DryRun>, account: ServiceAccount): string | undefined {
  const shape = tried.state === 'known' && tried.value.result === 'admitted' ? tried.value.shape : undefined;
  const same = shape?.containers.find((container) => container.name === name && container.init === init);
  const value = shape !== undefined && same !== undefined && isInjected(shape, same) ? variableOf(same, variable)?.value : undefined;
  const annotated = variable === tenantIdVariable && account.tenantId !== '' ? account.tenantId : undefined;
  return value === undefined || value === '' ? annotated : value;
}
