import { targetLogs } from '../../evidence/target-logs.ts';
import { vaultRead } from '../../evidence/vault.ts';
import { workload } from '../../evidence/workload.ts';
import { sdkAccessTokenCache } from '../../problems/exchange/sdk-access-token-cache.ts';
import { answer, defineCheck, ok, skip, unseen, warn } from '../check.ts';
import { isFresh, isOfLogin, lately, loggedErrors } from '../exchange/logged-lines.ts';

const denials = ['kv-rbac-missing', 'kv-access-policy-missing'];

export const applicationDenials = defineCheck({
  id: 'key-vault/application-denials',
  title: 'the vault has denied the application nothing lately',
  each: 'vault-object',
  reads: [answer(vaultRead), workload, answer(targetLogs)],
  problems: [sdkAccessTokenCache],
  onlyWith: 'logs',
  run([read, { owner }, logs], { login, vaultObject: { vaultName, secretName = '' } }) {
    if (login.entrance === 'csi' || login.basis !== 'as-is') return skip('no container signs in so');
    if (read.state !== 'known' || read.value.result !== 'read') return skip('what the vault says now is told above');
    if (logs.state !== 'known') return unseen(logs);
    const mentions = logs.value.logs.filter((log) => log.lines.some(({ text }) => text.includes(vaultName) || text.includes(secretName)));
    const denial = loggedErrors({ ...logs.value, logs: mentions }, owner, isOfLogin(login)).find(({ finding }) => denials.includes(finding.problems[0] ?? ''));
    if (denial === undefined) return ok();
    return isFresh(denial, lately) ? warn(sdkAccessTokenCache, denial.logged) : ok();
  },
});
