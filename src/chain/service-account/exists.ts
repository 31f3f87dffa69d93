import { targetServiceAccount } from '../../evidence/service-account.ts';
import { podGroups } from '../../evidence/pods.ts';
import { workload } from '../../evidence/workload.ts';
import { webhookSaNotFound } from '../../problems/service-account/webhook-sa-not-found.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';

export const exists = defineCheck({
  id: 'service-account/exists',
  title: 'the service account exists',
  each: 'target',
  reads: [answer(targetServiceAccount), workload, answer(podGroups)],
  problems: [webhookSaNotFound],
  run([account, { owner, template, target }, groups]) {
    if (account.state === 'known') return ok();
    if (account.state === 'unknown') return unseen(account);
    if (target.kind === 'secretproviderclass' && groups.state === 'known' && groups.value.length === 0) return skip('no pod mounts it yet');
    const ofPods = groups.state === 'known' ? groups.value[0]?.shape.serviceAccount : undefined;
    const name = target.kind === 'serviceaccount' ? target.name : (template?.serviceAccount ?? ofPods ?? 'default');
    return fail(webhookSaNotFound, { account: { namespace: owner.namespace, name } });
  },
});
