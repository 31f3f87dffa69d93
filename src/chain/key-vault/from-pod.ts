import { answerId } from '../../evidence/answer-id.ts';
import type { Answer } from '../../evidence/answer.ts';
import { identity } from '../../evidence/identity.ts';
import { podView, vaultPathOf, type PodView } from '../../evidence/pod-view.ts';
import { vaultAccess } from '../../evidence/vault-access.ts';
import { vaultRead } from '../../evidence/vault.ts';
import { kvEgressBlocked } from '../../problems/exchange/kv-egress-blocked.ts';
import { kvNameWrong } from '../../problems/key-vault/kv-name-wrong.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, when } from '../check.ts';
import { unreached, unreachedProblems } from '../exchange/unreached.ts';
import { identityOf } from '../references.ts';
import { refusalProblems, refused } from './refusal.ts';

/** Who may get in is worth asking only once the vault has refused the pod. */
function isRefused(view: Answer<PodView>): boolean {
  return view.state === 'known' && view.value.reads.some(({ read }) => read.result === 'refused' && read.status === 403);
}

export const fromPod = defineCheck({
  id: 'key-vault/from-pod',
  title: 'the pod itself reads the secret',
  each: 'vault-object',
  vantage: 'pod',
  reads: [answer(podView), answer(vaultRead), answer(identity), when(vaultAccess, isRefused, podView)],
  problems: [...refusalProblems, ...unreachedProblems, kvEgressBlocked, kvNameWrong],
  run([view, here, who, access], subject) {
    const { vaultObject, login, wishes } = subject;
    const { vaultName: vault, vaultHost: host, secretName: secret, origin, mount } = vaultObject;
    if (wishes.scope !== undefined) return skip('--scope names another resource');
    if (!wishes.exchange) return skip('--no-exchange');
    if (!wishes.read) return skip('--no-read');
    if (mount !== undefined || login.entrance === 'csi') return skip('the driver reads it on the node, not in the pod');
    if (login.basis === 'after-mend') return skip('no pod logs in this way yet');
    if (secret === undefined) return skip(`${vault} is named, but no secret: add --secret NAME`);
    if (view.state !== 'known') return unseen(view);
    const { pod, exchange: exchanged, hosts, reads } = view.value;
    if (exchanged?.result !== 'token') {
      return { outcome: 'unseen', gaps: [{ reason: 'blocked', needs: 'an access token in the pod', waitedFor: [answerId(podView, podView.key(subject))] }] };
    }
    const way = hosts.find((one) => one.host === host);
    if (way?.reach === 'no-name' && here.state === 'unknown' && /^(ENOTFOUND|ENODATA):/.test(here.gap.detail ?? '')) return fail(kvNameWrong, { vault, host, origin });
    const stopped = way === undefined ? undefined : unreached(way, { pod, namespace: login.namespace, kind: 'vault', worksHere: here.state === 'known' });
    if (stopped !== undefined) return stopped;
    const read = reads.find(({ vaultHost, path }) => vaultHost === host && path === vaultPathOf(vaultObject))?.read;
    if (read === undefined) return { outcome: 'unseen', gaps: [{ reason: 'not-asked', needs: `a run for this object alone: --vault ${vault} --secret ${secret}` }] };
    if (read.result === 'read') return ok(`pod/${pod} reads ${vault}/${secret}`, 'proved');
    if (read.result === 'failed') {
      return undecided([found(kvEgressBlocked, { host, namespace: login.namespace, detail: read.detail, pod, worksHere: here.state === 'known' })], [note('Look into the log of the firewall or proxy between the cluster and the vault.')], `pod/${pod}: ${read.detail}`);
    }
    return refused(read, {
      target: subject.target,
      vaultObject,
      secret,
      identity: identityOf(login, who),
      tenantId: exchanged.tenantId,
      principalId: exchanged.objectId ?? (who.state === 'known' ? who.value.principalId : undefined),
      access: access.state === 'known' ? access.value : undefined,
      pod: { name: pod, addresses: way?.addresses ?? [] },
    });
  },
});
