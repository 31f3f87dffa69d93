import { exchange } from '../../evidence/exchange.ts';
import { serviceAccount } from '../../evidence/service-account.ts';
import { workload } from '../../evidence/workload.ts';
import { podEnvClientIdOverride } from '../../problems/pod/pod-env-client-id-override.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';

/** Nobody has this client id; where somebody has, a missing credential is the cause, not the variable. */
const nobody = new Set([700016, 70001, 7000229]);

export const ownClientId = defineCheck({
  id: 'pod/own-client-id',
  title: 'a client id that the template sets itself works',
  each: 'login',
  reads: [workload, answer(serviceAccount), answer(exchange)],
  problems: [podEnvClientIdOverride],
  run([{ owner }, account, said], { login, wishes }) {
    const { clientId, ownClientId: own } = login;
    if (!own || clientId === undefined) return skip('the template sets none');
    if (!wishes.exchange) return skip('--no-exchange');
    if (said.state === 'known' && (said.value.result === 'token' || said.value.aadsts === undefined || !nobody.has(said.value.aadsts))) return ok();
    if (account.state === 'unknown') return unseen(account);
    const annotated = account.state === 'known' ? account.value.clientId : undefined;
    if (annotated === undefined || annotated === clientId.value) return skip('the service account names no other');
    if (said.state !== 'known') return unseen(said);
    const container = login.containers[0] ?? '';
    return fail(podEnvClientIdOverride, { owner, container, own: clientId.value, annotated, serviceAccount: login.serviceAccount }, { basis: 'proved' });
  },
});
