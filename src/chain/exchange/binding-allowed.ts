import { bindingRight } from '../../evidence/identity-binding.ts';
import { ibRbacMissing } from '../../problems/exchange/ib-rbac-missing.ts';
import { defineCheck, fail, ok } from '../check.ts';
import { accountOf } from '../references.ts';

export const bindingAllowed = defineCheck({
  id: 'exchange/binding-allowed',
  title: 'the service account may use its identity by a binding, where it has one',
  each: 'login',
  reads: [bindingRight],
  problems: [ibRbacMissing],
  run([allowed], { login }) {
    if (allowed === undefined) return ok();
    return allowed ? ok() : fail(ibRbacMissing, { account: accountOf(login), clientId: login.clientId?.value ?? '' });
  },
});
