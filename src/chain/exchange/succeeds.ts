import type { Gap } from '../../evidence/answer.ts';
import { authorityMeantBy, isAuthority } from '../../evidence/cloud-hosts.ts';
import { credentialMatch } from '../../evidence/credential-match.ts';
import { exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import { signature } from '../../evidence/issuer.ts';
import { serviceAccount } from '../../evidence/service-account.ts';
import type { LoginSubject } from '../../evidence/subject.ts';
import { token } from '../../evidence/token.ts';
import { workload } from '../../evidence/workload.ts';
import { authorityHostWrong } from '../../problems/exchange/authority-host-wrong.ts';
import { egressEntraBlocked } from '../../problems/exchange/egress-entra-blocked.ts';
import { vantageDifference } from '../../problems/exchange/vantage-difference.ts';
import { identityAuthorityMalformed } from '../../problems/identity/identity-authority-malformed.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, type Outcome } from '../check.ts';
import { refusalProblems, refused } from './refusal.ts';

export const succeeds = defineCheck({
  id: 'exchange/succeeds',
  title: 'Entra gives an access token for the token',
  each: 'login',
  reads: [answer(exchange), answer(token), answer(identity), answer(credentialMatch), answer(serviceAccount), answer(signature), workload],
  problems: [...refusalProblems, authorityHostWrong, identityAuthorityMalformed, egressEntraBlocked, vantageDifference],
  run([said, presented, who, match, account, signed, { owner }], subject) {
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
    return refused(said.value, { login, presented, who, match, account, signature: signed, owner, scope: wishes.scope });
  },
});

/** No answer from Entra here: whether the pods get one cannot be seen from this machine. */
function unanswered({ reason, detail = 'no answer' }: Gap, { login }: LoginSubject): Outcome | undefined {
  if (reason !== 'unreachable' && reason !== 'timeout') return undefined;
  const { hostname: host } = new URL(login.authorityHost.value);
  return undecided(
    [found(egressEntraBlocked, { host, detail }), found(vantageDifference, { host })],
    [note(`Try it where the pods are: a pod of theirs must reach ${host}:443.`)],
    `no answer here: ${detail}`,
  );
}
