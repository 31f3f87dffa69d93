import { isAuthority } from '../../evidence/cloud-hosts.ts';
import { exchange } from '../../evidence/exchange.ts';
import { federatedCredentials } from '../../evidence/federated-credentials.ts';
import { identity } from '../../evidence/identity.ts';
import { token } from '../../evidence/token.ts';
import { workload } from '../../evidence/workload.ts';
import { authorityHostWrong } from '../../problems/exchange/authority-host-wrong.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';
import { refusalProblems, refused } from './refusal.ts';

export const succeeds = defineCheck({
  id: 'exchange/succeeds',
  title: 'Entra gives an access token for the token',
  each: 'login',
  reads: [answer(exchange), answer(token), answer(identity), answer(federatedCredentials), workload],
  problems: [...refusalProblems, authorityHostWrong],
  run([said, presented, who, credentials, { owner }], { login, wishes }) {
    if (!wishes.exchange) return skip('--no-exchange');
    const { value: authorityHost, origin } = login.authorityHost;
    if (!isAuthority(authorityHost)) return fail(authorityHostWrong, { authorityHost, origin });
    if (said.state !== 'known') return unseen(said);
    if (said.value.result === 'token') {
      const { tries } = said.value;
      const after = login.basis === 'after-mend';
      return ok(`Entra gives a token${tries > 1 ? `, at try ${tries}` : ''}`, after ? 'after-mend' : 'proved');
    }
    return refused(said.value, { login, presented, who, credentials, owner });
  },
});
