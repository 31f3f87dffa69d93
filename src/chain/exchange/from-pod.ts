import { credentialMatch } from '../../evidence/credential-match.ts';
import { exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import { signature } from '../../evidence/issuer.ts';
import { podView, type PodView } from '../../evidence/pod-view.ts';
import { serviceAccount } from '../../evidence/service-account.ts';
import type { Login } from '../../evidence/subject.ts';
import { token } from '../../evidence/token.ts';
import { workload } from '../../evidence/workload.ts';
import { known } from '../../evidence/answer.ts';
import { egressEntraBlocked } from '../../problems/exchange/egress-entra-blocked.ts';
import { tokenFileUnusable } from '../../problems/exchange/token-file-unusable.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, type Outcome } from '../check.ts';
import { refusalProblems, refused } from './refusal.ts';
import { unreached, unreachedProblems } from './unreached.ts';

export const fromPod = defineCheck({
  id: 'exchange/from-pod',
  title: 'Entra gives an access token to the pod itself',
  each: 'login',
  vantage: 'pod',
  reads: [answer(podView), answer(exchange), answer(token), answer(identity), answer(credentialMatch), answer(serviceAccount), answer(signature), workload],
  problems: [...refusalProblems, ...unreachedProblems, egressEntraBlocked, tokenFileUnusable],
  run([view, here, minted, who, match, account, signed, { owner }], { login, wishes }) {
    if (!wishes.exchange) return skip('--no-exchange');
    if (login.entrance === 'csi') return skip('the driver signs in on the node, not in the pod');
    if (login.basis === 'after-mend') return skip('no pod logs in this way yet');
    if (view.state !== 'known') return unseen(view);
    const { pod, file, couldAsk, hosts, exchange: tried } = view.value;
    const unusable = judgeFile(view.value, login);
    if (unusable !== undefined) return unusable;
    if (!couldAsk) return missing('an image with curl and the certificates of public authorities: --image');
    const authority = new URL(login.authorityHost.value).hostname;
    const way = hosts.find(({ host }) => host === authority);
    const worksHere = here.state === 'known';
    const stopped = way === undefined ? undefined : unreached(way, { pod, namespace: login.namespace, kind: 'entra', worksHere });
    if (stopped !== undefined) return stopped;
    if (tried === undefined) return missing(login.untried ?? 'client id and tenant of the pod');
    if (tried.result === 'token') return ok(`Entra gives a token to pod/${pod}`, 'proved');
    if (tried.result === 'failed') {
      return undecided([found(egressEntraBlocked, { host: authority, detail: tried.detail, pod, worksHere })], [note('Look into the log of the firewall or proxy between the cluster and Entra.')], `pod/${pod}: ${tried.detail}`);
    }
    const presented = file.state === 'read' && file.token !== undefined ? known(file.token) : minted;
    return refused(tried, { login, presented, who, match, account, signature: signed, owner, scope: wishes.scope, vantage: 'pod' });
  },
});

function missing(needs: string): Outcome {
  return { outcome: 'unseen', gaps: [{ reason: 'not-asked', needs }] };
}

function judgeFile({ pod, file, at }: PodView, { namespace }: Login): Outcome | undefined {
  if (file.state !== 'read') return fail(tokenFileUnusable, { pod, namespace, state: file.state }, { basis: 'proved' });
  if (at === undefined || file.token === undefined || file.token.expiresAt * 1000 > at) return undefined;
  return fail(tokenFileUnusable, { pod, namespace, state: 'expired', expiredAt: new Date(file.token.expiresAt * 1000).toISOString() }, { basis: 'proved' });
}
