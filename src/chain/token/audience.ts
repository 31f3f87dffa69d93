import { federatedCredentials } from '../../evidence/federated-credentials.ts';
import { identity } from '../../evidence/identity.ts';
import { token } from '../../evidence/token.ts';
import { defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { listCredentials } from '../../problems/mend.ts';
import { found } from '../../problems/problem.ts';
import { tokenAudMismatch } from '../../problems/token/token-aud-mismatch.ts';
import { answer, defineCheck, fail, ok, undecided } from '../check.ts';
import { identityOf, presentedBy } from '../references.ts';

export const audience = defineCheck({
  id: 'token/audience',
  title: 'the token is made out for an audience that a credential accepts',
  each: 'login',
  reads: [token, answer(federatedCredentials), answer(identity)],
  problems: [tokenAudMismatch],
  run([presented, credentials, who], { login }) {
    const own = presented.audiences[0] ?? '';
    if (own === defaultAudience) return ok(`sub ${presented.subject}`);
    const data = { audience: own, origin: login.audience.origin, identity: identityOf(login, who), presented: presentedBy(presented) };
    if (credentials.state !== 'known') return undecided([found(tokenAudMismatch, data)], listCredentials(data.identity), `audience ${own}`);
    if (credentials.value.some(({ audiences }) => audiences.includes(own))) return ok(`sub ${presented.subject}, audience ${own}`);
    return fail(tokenAudMismatch, data);
  },
});
