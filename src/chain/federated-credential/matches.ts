import { matchesExactly } from '../../evidence/exchange.ts';
import { federatedCredentials, type FederatedCredential } from '../../evidence/federated-credentials.ts';
import { identity } from '../../evidence/identity.ts';
import { token, type Token } from '../../evidence/token.ts';
import { defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { ficAudienceMismatch } from '../../problems/federated-credential/fic-audience-mismatch.ts';
import { ficFlexibleExpression } from '../../problems/federated-credential/fic-flexible-expression.ts';
import { ficIssuerMismatch } from '../../problems/federated-credential/fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from '../../problems/federated-credential/fic-issuer-trailing-slash.ts';
import { ficNone } from '../../problems/federated-credential/fic-none.ts';
import { ficSubjectMismatch } from '../../problems/federated-credential/fic-subject-mismatch.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { tokenAudMismatch } from '../../problems/token/token-aud-mismatch.ts';
import { answer, defineCheck, fail, ok, undecided } from '../check.ts';
import { identityOf, presentedBy } from '../references.ts';
import { nearestTo } from './nearest.ts';

export const matches = defineCheck({
  id: 'federated-credential/matches',
  title: 'a federated credential names this issuer, subject and audience',
  each: 'login',
  reads: [federatedCredentials, token, answer(identity)],
  problems: [ficNone, ficSubjectMismatch, ficIssuerTrailingSlash, ficIssuerMismatch, ficAudienceMismatch, ficFlexibleExpression, tokenAudMismatch],
  run([credentials, presented, who], { login }) {
    const exact = credentials.find((credential) => matchesExactly(credential, presented));
    if (exact !== undefined) return ok(`${exact.name} matches byte for byte`);
    const data = { identity: identityOf(login, who), presented: presentedBy(presented) };
    const flexible = credentials.find(({ subject, issuer }) => subject === undefined && sameIssuer(issuer, presented));
    if (flexible !== undefined) {
      const { name, expression = '' } = flexible;
      return undecided([found(ficFlexibleExpression, { ...data, credential: name, expression })], [note('The exchange tells.')]);
    }
    if (credentials.length === 0) return fail(ficNone, data);
    const nearest = nearestTo(presented, credentials);
    if (nearest === undefined) return fail(ficIssuerMismatch, data);
    const { credential, differs } = nearest;
    const near = (value: string): { readonly name: string; readonly value: string } => ({ name: credential.name, value });
    switch (differs) {
      case 'issuer-slash':
        return fail(ficIssuerTrailingSlash, { ...data, nearest: near(credential.issuer) });
      case 'issuer':
        return fail(ficIssuerMismatch, { ...data, nearest: near(credential.issuer) });
      case 'subject':
        return fail(ficSubjectMismatch, { ...data, nearest: near(credential.subject ?? '') });
      case 'audience':
        return audienceDiffers(credential);
    }

    function audienceDiffers({ name, audiences }: FederatedCredential): ReturnType<typeof fail> {
      const own = presented.audiences[0] ?? '';
      if (own !== defaultAudience) return fail(tokenAudMismatch, { ...data, audience: own, origin: login.audience.origin });
      return fail(ficAudienceMismatch, { ...data, nearest: { name, value: audiences.join(', ') } });
    }
  },
});

function sameIssuer(issuer: string, presented: Token): boolean {
  return issuer.replace(/\/$/, '') === presented.issuer.replace(/\/$/, '');
}
