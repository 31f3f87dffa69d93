import { identity, type Identity } from '../../evidence/identity.ts';
import { workload } from '../../evidence/workload.ts';
import { identityAppNoSp } from '../../problems/identity/identity-app-no-sp.ts';
import { identityNotFound } from '../../problems/identity/identity-not-found.ts';
import { answer, defineCheck, fail, ok, unseen } from '../check.ts';
import { accountOf } from '../references.ts';

export const exists = defineCheck({
  id: 'identity/exists',
  title: 'an identity has this client id in this tenant',
  each: 'login',
  reads: [answer(identity), workload],
  problems: [identityNotFound, identityAppNoSp],
  run([who, { owner }], { login }) {
    if (who.state === 'unknown') return unseen(who);
    if (who.state === 'known') {
      const { hasServicePrincipal, clientId, name } = who.value;
      return hasServicePrincipal ? ok(wording(who.value)) : fail(identityAppNoSp, { clientId, name });
    }
    return fail(identityNotFound, {
      clientId: login.clientId?.value ?? '',
      origin: login.clientId?.origin ?? '',
      tenantId: login.tenantId?.value ?? '',
      account: accountOf(login),
      owner,
    });
  },
});

function wording({ kind, name, resourceGroup }: Identity): string {
  return `${kind} ${name}${resourceGroup === undefined ? '' : `, ${resourceGroup}`}`;
}
