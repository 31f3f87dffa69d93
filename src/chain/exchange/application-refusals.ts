import type { Gap } from '../../evidence/answer.ts';
import { credentialMatch } from '../../evidence/credential-match.ts';
import { exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import { signature } from '../../evidence/issuer.ts';
import { podGroups } from '../../evidence/pods.ts';
import { serviceAccount } from '../../evidence/service-account.ts';
import type { Login } from '../../evidence/subject.ts';
import { targetLogs } from '../../evidence/target-logs.ts';
import { token } from '../../evidence/token.ts';
import { workload } from '../../evidence/workload.ts';
import { consumerConfigField } from '../../problems/exchange/consumer-config-field.ts';
import { loggedRefusal } from '../../problems/exchange/logged-refusal.ts';
import { sdkEnvCredentialHijack } from '../../problems/exchange/sdk-env-credential-hijack.ts';
import { sdkIdentityBindingNoOptin } from '../../problems/exchange/sdk-identity-binding-no-optin.ts';
import { sdkIdentityWebWrongSource } from '../../problems/exchange/sdk-identity-web-wrong-source.ts';
import { sdkTokenReadOnce } from '../../problems/exchange/sdk-token-read-once.ts';
import { found, type FoundProblem } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, ok, skip, undecided, unseen, warn, type Outcome } from '../check.ts';
import { isFresh, isOfLogin, lately, latelyOfItsOwn, loggedErrors, type LoggedError } from './logged-lines.ts';
import { refusalProblems, refused } from './refusal.ts';

export const applicationRefusals = defineCheck({
  id: 'exchange/application-refusals',
  title: 'Entra has refused the application nothing lately',
  each: 'login',
  reads: [answer(exchange), answer(token), answer(identity), answer(credentialMatch), answer(serviceAccount), answer(signature), workload, answer(podGroups), answer(targetLogs)],
  problems: [...refusalProblems, sdkTokenReadOnce, sdkEnvCredentialHijack, sdkIdentityBindingNoOptin, sdkIdentityWebWrongSource, consumerConfigField, loggedRefusal],
  onlyWith: 'logs',
  run([said, presented, who, match, account, signed, { owner }, groups, read], { login, wishes }) {
    if (login.entrance === 'csi') return skip('no container signs in so');
    if (login.basis !== 'as-is') return groups.state === 'unknown' ? unseen(groups) : skip('no container signs in so');
    if (read.state !== 'known') return unseen(read);
    const isOwn = isOfLogin(login);
    const refusals = loggedErrors(read.value, owner, isOwn).flatMap((error) => {
      const aadsts = /^AADSTS(\d+)/.exec(error.finding.text)?.[1];
      return aadsts === undefined ? [] : [{ aadsts: Number(aadsts), error }];
    });
    const gives = said.state === 'known' && said.value.result === 'token';
    for (const { aadsts, error } of refusals) {
      const own = ofTheApplication(aadsts, error, login, gives);
      if (own !== undefined) return { outcome: isFresh(error, latelyOfItsOwn) ? 'fail' : 'warn', found: own, basis: 'inferred', note: `AADSTS${aadsts}` };
    }
    const [gap] = read.value.gaps;
    const [newest] = refusals.filter(({ error }) => error.finding.entra !== undefined);
    if (newest === undefined) return gap !== undefined && !read.value.logs.some(isOwn) ? unseen({ state: 'unknown', gap }) : ok();
    const { aadsts, error } = newest;
    const when = `it logged AADSTS${aadsts} ${error.logged.age ?? 'once'}`;
    if (gives) return isFresh(error, lately) ? warn(loggedRefusal, error.logged) : ok();
    if (said.state === 'known') return skip('what Entra says now is told above');
    if (said.state === 'absent' || !couldNotAsk(said.gap)) return skip('something before it is not right');
    const tried = { result: 'refused', tenantId: login.tenantId?.value ?? '', tries: 1, status: 400, aadsts, error: 'invalid_client', description: error.finding.text } as const;
    const heard = asHearsay(refused(tried, { login, presented, who, match, account, signature: signed, owner, scope: wishes.scope }), error, when);
    // a clock that is wrong, or a token that the application has kept past its end: only a token of now would tell
    if (aadsts !== 700024 || heard.outcome !== 'fail') return heard;
    return undecided([heard.found, found(sdkTokenReadOnce, error.logged)], [note('See whether the container signed in before, when its token was new: then it is the application that keeps it.')], when);
  },
});

/** What the application does of its own, whatever the chain is like. */
function ofTheApplication(aadsts: number, { finding: { text }, logged }: LoggedError, { clientId, tenantId }: Login, gives: boolean): FoundProblem | undefined {
  switch (aadsts) {
    case 700024:
      return gives ? found(sdkTokenReadOnce, logged) : undefined;
    case 7000215:
    case 7000222:
    case 1000502:
      return found(sdkEnvCredentialHijack, logged);
    case 700222:
      return found(sdkIdentityWebWrongSource, logged);
    case 1002012:
    case 70011:
      return text.includes('api://AzureADTokenExchange') ? found(sdkIdentityWebWrongSource, logged) : undefined;
    case 700212:
      return text.includes('api://AKSIdentityBinding') ? found(sdkIdentityBindingNoOptin, logged) : undefined;
    case 700016:
    case 90002: {
      const named = /(?:identifier|Tenant) '([^']+)'/.exec(text)?.[1]?.toLowerCase();
      const ofPod = (aadsts === 90002 ? tenantId : clientId)?.value.trim().toLowerCase();
      // a client id that is not the pod's is the application's own, whatever becomes of the pod's
      return (gives || aadsts === 700016) && named !== undefined && ofPod !== undefined && named !== ofPod ? found(consumerConfigField, { ...logged, groups: { named } }) : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether Entra was not asked for reasons that say nothing about the workload. */
function couldNotAsk({ reason, problem }: Gap): boolean {
  return reason !== 'blocked' || problem === 'doctor-no-tokenrequest';
}

/** What was heard a while ago may have been mended since. */
function asHearsay(outcome: Outcome, error: LoggedError, when: string): Outcome {
  if (outcome.outcome !== 'fail') return outcome;
  if (isFresh(error, lately)) return { ...outcome, basis: 'inferred', note: when };
  return undecided([outcome.found], [], when);
}
