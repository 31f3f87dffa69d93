import { defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { ficAudienceMismatch } from '../../problems/federated-credential/fic-audience-mismatch.ts';
import { ficFlexibleExpression } from '../../problems/federated-credential/fic-flexible-expression.ts';
import { ficIssuerMismatch } from '../../problems/federated-credential/fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from '../../problems/federated-credential/fic-issuer-trailing-slash.ts';
import { ficNone } from '../../problems/federated-credential/fic-none.ts';
import { ficOnWrongIdentity } from '../../problems/federated-credential/fic-on-wrong-identity.ts';
import { ficPropagation } from '../../problems/federated-credential/fic-propagation.ts';
import { ficSubjectCase } from '../../problems/federated-credential/fic-subject-case.ts';
import { ficSubjectMismatch } from '../../problems/federated-credential/fic-subject-mismatch.ts';
import { listCredentials } from '../../problems/mend.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { fail, undecided, type Outcome } from '../check.ts';
import { differenceProblems, problemOfDifference, type Named } from '../federated-credential/found-difference.ts';
import { identityWithRoom, presentedBy, subjectOf } from '../references.ts';
import { audienceProblem } from '../token/wrong-audience.ts';
import type { Brief, Circumstances } from './refusal.ts';

export const noMatchProblems: readonly AnyProblem[] = [ficNone, ficPropagation, ficOnWrongIdentity, ficFlexibleExpression, ...differenceProblems];

const numbers = new Set([70021, 70025, 700211, 700212, 700213, 7002138, 7002131]);

/** The AADSTS70021 family: no credential matches. Undefined for any other number. */
export function noMatch(aadsts: number | undefined, description: string, circumstances: Circumstances, brief: Brief): Outcome | undefined {
  if (aadsts === undefined || !numbers.has(aadsts)) return undefined;
  const { login, presented, who, match, owner, templateAccount } = circumstances;
  const shown = presented.state === 'known' ? presentedBy(presented.value) : { issuer: '', subject: subjectOf(login), audience: login.audience.value };
  const data: Named = { identity: identityWithRoom(login, who, match.state === 'known' ? match.value.count : 0), presented: shown };
  if (match.state === 'known') {
    const { exact, flexible, nearest, count } = match.value;
    if (exact !== undefined) return fail(ficPropagation, { ...data, credential: exact, description }, brief);
    if (aadsts === 7002131 && flexible !== undefined) return fail(ficFlexibleExpression, { ...data, credential: flexible.name, expression: flexible.expression }, brief);
    if (count === 0) return fail(ficNone, data, brief);
    if (nearest !== undefined) return { outcome: 'fail', found: problemOfDifference(nearest, data, login, owner, {}, templateAccount), ...brief };
  }
  return byNumber(aadsts, data, description, circumstances, brief);
}

/** Where the credentials could not be read, Entra's number is all there is. */
function byNumber(aadsts: number, data: Named, description: string, { login, owner, who }: Circumstances, brief: Brief): Outcome {
  switch (aadsts) {
    case 70025:
      // an identity that can have none is wrong by itself
      if (who.state === 'known' && who.value.kind === 'system-assigned') return fail(ficNone, data, brief);
      return unread([found(ficNone, data), found(ficOnWrongIdentity, data)], data, brief);
    case 700212:
      if (data.presented.audience === defaultAudience) return fail(ficAudienceMismatch, data, brief);
      return { outcome: 'fail', found: audienceProblem(login, data, owner), ...brief };
    case 700211:
      return unread([found(ficIssuerMismatch, data), found(ficIssuerTrailingSlash, data), found(ficPropagation, { ...data, description })], data, brief);
    case 7002138:
      return fail(ficSubjectCase, { ...data, nearest: { name: 'the credential', value: 'another case' } }, brief);
    case 700213:
    case 7002131:
      // issuer and audience are right; whose subject the credential has, and for how long, its number does not tell
      return unread([found(ficSubjectMismatch, data), found(ficOnWrongIdentity, data), found(ficPropagation, { ...data, description })], data, brief);
    default:
      return unread([found(ficNone, data), found(ficSubjectMismatch, data), found(ficIssuerMismatch, data)], data, brief);
  }
}

/** What fits the number is decided by whoever may read the credentials. */
function unread(candidates: readonly FoundProblem[], { identity }: Named, brief: Brief): Outcome {
  return undecided(candidates, [...listCredentials(identity), note('An operator with Reader on the identity can read them; run as one, the doctor decides.')], brief.note);
}
