import { token } from '../../evidence/token.ts';
import { workload } from '../../evidence/workload.ts';
import { tokenLifetimeTooLong } from '../../problems/token/token-lifetime-too-long.ts';
import { defineCheck, fail, ok } from '../check.ts';

/** Entra takes 25 hours (AADSTS70023, "1.01:00:00"). */
const longestSeconds = 90_000;

export const lifetime = defineCheck({
  id: 'token/lifetime',
  title: 'the token lives no longer than Entra accepts',
  each: 'login',
  reads: [token, workload],
  problems: [tokenLifetimeTooLong],
  run([{ issuedAt, expiresAt }, { owner }], { login }) {
    const seconds = expiresAt - issuedAt;
    if (seconds <= longestSeconds) return ok();
    return fail(tokenLifetimeTooLong, { owner, volume: login.ownTokenVolume ?? 'azure-identity-token', seconds });
  },
});
