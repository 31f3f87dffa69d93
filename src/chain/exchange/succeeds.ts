import type { Answer, Gap } from '../../evidence/answer.ts';
import { authorityMeantBy, isAuthority } from '../../evidence/cloud-hosts.ts';
import { credentialMatch } from '../../evidence/credential-match.ts';
import { exchange, type Exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import { signature } from '../../evidence/issuer.ts';
import { serviceAccount } from '../../evidence/service-account.ts';
import type { LoginSubject } from '../../evidence/subject.ts';
import { token } from '../../evidence/token.ts';
import { webhookTenant } from '../../evidence/webhook-tenant.ts';
import { workload } from '../../evidence/workload.ts';
import { authorityHostWrong } from '../../problems/exchange/authority-host-wrong.ts';
import { egressDns } from '../../problems/exchange/egress-dns.ts';
import { egressEntraBlocked } from '../../problems/exchange/egress-entra-blocked.ts';
import { egressTlsInspection } from '../../problems/exchange/egress-tls-inspection.ts';
import { vantageDifference } from '../../problems/exchange/vantage-difference.ts';
import { identityAuthorityMalformed } from '../../problems/identity/identity-authority-malformed.ts';
import { found } from '../../problems/problem.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, when, type Outcome } from '../check.ts';
import { fromPodInstead } from '../references.ts';
import { refusalProblems, refused } from './refusal.ts';

export const succeeds = defineCheck({
  id: 'exchange/succeeds',
  title: 'Entra gives an access token for the token',
  each: 'login',
  reads: [answer(exchange), answer(token), answer(identity), answer(credentialMatch), answer(serviceAccount), answer(signature), workload, when(webhookTenant, isTenantRefused, exchange)],
  problems: [...refusalProblems, authorityHostWrong, identityAuthorityMalformed, egressDns, egressEntraBlocked, egressTlsInspection, vantageDifference],
  run([said, presented, who, match, account, signed, { owner, template }, ofWebhook], subject) {
    const { login, wishes } = subject;
    if (!wishes.exchange) return skip('--no-exchange');
    const { value: authorityHost, origin } = login.authorityHost;
    if (!isAuthority(authorityHost)) {
      const right = authorityMeantBy(authorityHost);
      return right === undefined ? fail(authorityHostWrong, { authorityHost, origin }) : fail(identityAuthorityMalformed, { authorityHost, origin, right });
    }
    if (said.state === 'unknown') return unanswered(said.gap, subject) ?? unseen(said);
    if (said.state === 'absent') return unseen();
    if (said.value.result === 'token') {
      const { tries } = said.value;
      const after = login.basis === 'after-mend';
      return ok(`Entra gives a token${tries > 1 ? `, at try ${tries}` : ''}`, after ? 'after-mend' : 'proved');
    }
    return refused(said.value, { login, presented, who, match, account, signature: signed, owner, templateAccount: template?.serviceAccount, webhookTenant: ofWebhook.state === 'known' ? ofWebhook.value : undefined, scope: wishes.scope });
  },
});

/** Only where Entra knows no such tenant, or nobody of that id there, is it worth asking who named it. */
function isTenantRefused(said: Answer<Exchange>): boolean {
  return said.state === 'known' && said.value.result === 'refused' && (said.value.aadsts === 90002 || said.value.aadsts === 900023 || said.value.aadsts === 700016);
}

/** No answer from Entra here: whether the pods get one cannot be seen from this machine. */
function unanswered({ reason, detail = 'no answer' }: Gap, { login, target }: LoginSubject): Outcome | undefined {
  if (reason !== 'unreachable' && reason !== 'timeout') return undefined;
  const { hostname: host } = new URL(login.authorityHost.value);
  return undecided(
    [found(causeOf(detail), { host, detail }), found(vantageDifference, { host })],
    [fromPodInstead(target)],
    `no answer here: ${detail}`,
  );
}

/** By the code that Node gives a connection that came to nothing. */
function causeOf(detail: string): typeof egressEntraBlocked {
  if (/^(ENOTFOUND|ENODATA|EAI_AGAIN)\b/.test(detail)) return egressDns;
  return /CERT|SELF_SIGNED|UNABLE_TO_/.test(detail) ? egressTlsInspection : egressEntraBlocked;
}
