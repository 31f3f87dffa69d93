import { tokenDiscovery } from '../../evidence/issuer.ts';
import { token } from '../../evidence/token.ts';
import { issuerDocMismatch } from '../../problems/issuer/issuer-doc-mismatch.ts';
import { issuerUnreachable } from '../../problems/issuer/issuer-unreachable.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, undecided, unseen } from '../check.ts';

export const publicIssuer = defineCheck({
  id: 'issuer/public',
  title: 'the issuer is public and says what the token says',
  each: 'login',
  reads: [answer(tokenDiscovery), token],
  problems: [issuerUnreachable, issuerDocMismatch],
  run([document, { issuer }]) {
    if (document.state === 'unknown') {
      const { reason, detail = 'no answer' } = document.gap;
      if (reason !== 'unreachable' && reason !== 'timeout') return unseen(document);
      const data = { issuer, url: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, seen: detail };
      return undecided([found(issuerUnreachable, data)], [note('Only Entra can tell whether it reaches the issuer: the exchange says.')], `no answer here: ${detail}`);
    }
    if (document.state === 'absent') return unseen();
    const { url, status, malformed, issuer: documentIssuer } = document.value;
    if (documentIssuer === undefined) {
      return fail(issuerUnreachable, { issuer, url, seen: malformed ? 'no discovery document' : `HTTP ${status}` });
    }
    if (documentIssuer !== issuer) return fail(issuerDocMismatch, { issuer, documentIssuer, url });
    return ok();
  },
});
