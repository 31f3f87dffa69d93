import { federatedCredentials } from '../../evidence/federated-credentials.ts';
import { identity } from '../../evidence/identity.ts';
import { token } from '../../evidence/token.ts';
import { bindingAudience, defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { listCredentials } from '../../problems/mend.ts';
import { answer, defineCheck, ok, undecided } from '../check.ts';
import { identityOf, presentedBy } from '../references.ts';
import { audienceProblem, audienceProblems } from './wrong-audience.ts';

export const audience = defineCheck({
  id: 'token/audience',
  title: 'the token is made out for an audience that a credential accepts',
  each: 'login',
  reads: [token, answer(federatedCredentials), answer(identity), workload],
  problems: audienceProblems,
  run([presented, credentials, who, { owner }], { login }) {
    const own = presented.audiences[0] ?? '';
    if (own === bindingAudience) return ok(`sub ${presented.subject}, of an identity binding`);
    if (own === defaultAudience) return ok(`sub ${presented.subject}`);
    const data = { identity: identityOf(login, who), presented: presentedBy(presented) };
    const wrong = audienceProblem(login, data, owner);
    if (credentials.state !== 'known') return undecided([wrong], listCredentials(data.identity), `audience ${own}`);
    if (credentials.value.some(({ audiences }) => audiences.includes(own))) return ok(`sub ${presented.subject}, audience ${own}`);
    return { outcome: 'fail', found: wrong };
  },
});
