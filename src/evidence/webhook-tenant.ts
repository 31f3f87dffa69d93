import { known, unknown, type Answer } from './answer.ts';
import { dryRun } from './dry-run.ts';
import { isSetByTemplate } from './logins.ts';
import { isInjected, valueOf, wiredContainers } from './pod-shape.ts';
import { defineQuestion, type World } from './question.ts';
import { serviceAccount } from './service-account.ts';
import type { Target, TargetSubject } from './subject.ts';
import { tenantIdVariable } from './workload-identity-keys.ts';
import { workload } from './workload.ts';

/** The tenant that the webhook gives a pod whose account names none: of the target, else of the namespace's default account. */
export const webhookTenant = defineQuestion({
  name: 'tenant of the webhook',
  rights: dryRun.rights,
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world): Promise<Answer<string>> {
    const tenant = (await injectedTenant(target, world)) ?? (await injectedTenant({ kind: 'serviceaccount', namespace: target.namespace, name: 'default' }, world));
    return tenant === undefined ? unknown({ reason: 'not-asked', needs: 'a pod that the webhook injects' }) : known(tenant);
  },
});

async function injectedTenant(target: Target, world: World): Promise<string | undefined> {
  const tried = await world.get(dryRun, { target, many: false });
  if (tried.state !== 'known' || tried.value.result !== 'admitted') return undefined;
  const { shape } = tried.value;
  const account = await world.get(serviceAccount, { namespace: target.namespace, name: shape.serviceAccount });
  if (account.state !== 'known' || account.value.tenantId !== undefined) return undefined;
  const owning = await world.get(workload, target);
  return wiredContainers(shape)
    .filter((container) => isInjected(shape, container))
    // the webhook leaves alone what the template says itself
    .filter((container) => owning.state !== 'known' || !isSetByTemplate(owning.value, container, tenantIdVariable))
    .map((container) => valueOf(container, tenantIdVariable))
    .find((value) => value !== undefined);
}
