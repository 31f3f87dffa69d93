import { federatedCredentials } from '../../evidence/federated-credentials.ts';
import { identity } from '../../evidence/identity.ts';
import { ficLimit20 } from '../../problems/federated-credential/fic-limit-20.ts';
import { mostCredentials } from '../../problems/mend.ts';
import { answer, defineCheck, ok, skip, warn } from '../check.ts';
import { identityOf } from '../references.ts';

export const roomForAnother = defineCheck({
  id: 'federated-credential/room-for-another',
  title: 'the identity has room for another credential',
  each: 'login',
  reads: [answer(federatedCredentials), answer(identity)],
  problems: [ficLimit20],
  run([credentials, who], { login }) {
    // a count of what cannot be read would say nothing about this login
    if (credentials.state !== 'known') return skip('the credentials were not read');
    const count = credentials.value.length;
    return count >= mostCredentials ? warn(ficLimit20, { identity: identityOf(login, who), count }) : ok();
  },
});
