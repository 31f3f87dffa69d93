import type { Answer } from '../../evidence/answer.ts';
import { dryRun, type DryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { asksForProxy, isLabelled, skippedContainers, valueOf } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import type { Owner, PodGroup, PodShape } from '../../evidence/subject.ts';
import { proxyContainer, skipContainersAnnotation, tenantIdVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { proxySecurityContextConflict } from '../../problems/webhook/proxy-security-context-conflict.ts';
import { proxySkipsItself } from '../../problems/webhook/proxy-skips-itself.ts';
import { proxyTenantMissing } from '../../problems/webhook/proxy-tenant-missing.ts';
import { proxyWindows } from '../../problems/webhook/proxy-windows.ts';
import { answer, defineCheck, fail, ok, skip, type Outcome } from '../check.ts';

export const proxyRuns = defineCheck({
  id: 'webhook/proxy-runs',
  title: 'the proxy sidecar can run in these pods',
  each: 'target',
  reads: [workload, answer(podGroups), answer(dryRun), entrances],
  problems: [proxySkipsItself, proxyWindows, proxySecurityContextConflict, proxyTenantMissing],
  run([{ owner, template }, groups, tried, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const seen = shapesOf(template, groups, tried).filter(({ shape }) => asksForProxy(shape) && isLabelled(shape));
    if (seen.length === 0) return skip('no proxy is asked for');
    for (const { shape, pods } of seen) {
      const why = whyNot(owner, shape, pods);
      if (why !== undefined) return why;
    }
    return ok();
  },
});

interface Seen {
  readonly shape: PodShape;
  readonly pods: readonly string[];
}

/** The pods that stay; where there are none, what a new one would get, or at least what it is made from. */
function shapesOf(template: PodShape | undefined, groups: Answer<readonly PodGroup[]>, tried: Answer<DryRun>): readonly Seen[] {
  const staying = (groups.state === 'known' ? groups.value : []).filter(({ beingReplaced }) => !beingReplaced);
  if (staying.length > 0) return staying;
  const shape = tried.state === 'known' && tried.value.result === 'admitted' ? tried.value.shape : template;
  return shape === undefined ? [] : [{ shape, pods: [] }];
}

function whyNot(owner: Owner, shape: PodShape, pods: readonly string[]): Outcome | undefined {
  if (skippedContainers(shape).includes(proxyContainer)) return fail(proxySkipsItself, { owner, list: shape.annotations[skipContainersAnnotation] ?? '' });
  if (shape.windows !== undefined) return fail(proxyWindows, { owner });
  const proxy = shape.containers.find(({ name }) => name === proxyContainer);
  if (shape.runAsUser === 0 && proxy?.runAsUser === undefined) return fail(proxySecurityContextConflict, { owner });
  if (proxy !== undefined && valueOf(proxy, tenantIdVariable) === undefined) return fail(proxyTenantMissing, { owner, pods });
  return undefined;
}
