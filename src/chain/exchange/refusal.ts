import type { Answer } from '../../evidence/answer.ts';
import { isTransient, matchesExactly, type Exchange } from '../../evidence/exchange.ts';
import type { FederatedCredential } from '../../evidence/federated-credentials.ts';
import type { Identity } from '../../evidence/identity.ts';
import type { Login, Target } from '../../evidence/subject.ts';
import type { Token } from '../../evidence/token.ts';
import { defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { entraTransient } from '../../problems/exchange/entra-transient.ts';
import { ficAudienceMismatch } from '../../problems/federated-credential/fic-audience-mismatch.ts';
import { ficFlexibleExpression } from '../../problems/federated-credential/fic-flexible-expression.ts';
import { ficIssuerMismatch } from '../../problems/federated-credential/fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from '../../problems/federated-credential/fic-issuer-trailing-slash.ts';
import { ficNone } from '../../problems/federated-credential/fic-none.ts';
import { ficPropagation } from '../../problems/federated-credential/fic-propagation.ts';
import { ficSubjectMismatch } from '../../problems/federated-credential/fic-subject-mismatch.ts';
import { identityAppNoSp } from '../../problems/identity/identity-app-no-sp.ts';
import { identityNotFound } from '../../problems/identity/identity-not-found.ts';
import { issuerUnreachable } from '../../problems/issuer/issuer-unreachable.ts';
import { jwksKeyMismatch } from '../../problems/issuer/jwks-key-mismatch.ts';
import { jwksMissingKid } from '../../problems/issuer/jwks-missing-kid.ts';
import type { AnyProblem } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { tokenAudMismatch } from '../../problems/token/token-aud-mismatch.ts';
import { tokenClockSkew } from '../../problems/token/token-clock-skew.ts';
import { fail, undecided, type Outcome } from '../check.ts';
import { nearestTo } from '../federated-credential/nearest.ts';
import { accountOf, identityOf, presentedBy, subjectOf } from '../references.ts';

export const refusalProblems: readonly AnyProblem[] = [
  entraTransient,
  identityNotFound,
  identityAppNoSp,
  ficNone,
  ficIssuerMismatch,
  ficIssuerTrailingSlash,
  ficSubjectMismatch,
  ficAudienceMismatch,
  ficPropagation,
  ficFlexibleExpression,
  tokenAudMismatch,
  tokenClockSkew,
  issuerUnreachable,
  jwksMissingKid,
  jwksKeyMismatch,
];

export interface Circumstances {
  readonly login: Login;
  readonly presented: Answer<Token>;
  readonly who: Answer<Identity>;
  readonly credentials: Answer<readonly FederatedCredential[]>;
  readonly owner: Target;
}

/**
 * What Entra's refusal says, by its number alone (`failure-modes.md` §3), with what could be read beside it.
 *
 * The same cause gets the same name here as in the check that reads it, so that the two are one finding.
 */
export function refused(said: Exchange & { readonly result: 'refused' }, circumstances: Circumstances): Outcome {
  const { login, presented, who, owner } = circumstances;
  const { aadsts, status, description, tries, tenantId } = said;
  const brief = { note: aadsts === undefined ? `HTTP ${status} ${said.error}` : `AADSTS${aadsts}`, basis: 'proved' as const };
  const clientId = login.clientId?.value ?? '';
  const identity = identityOf(login, who);
  const issuer = presented.state === 'known' ? presented.value.issuer : '';
  if (isTransient(said)) return fail(entraTransient, { status, description, tries }, brief);
  switch (aadsts) {
    case 700016:
    case 70001:
      return fail(identityNotFound, { clientId, origin: login.clientId?.origin ?? '', tenantId, account: accountOf(login), owner }, brief);
    case 7000229:
      return fail(identityAppNoSp, { clientId, ...(identity.name === undefined ? {} : { name: identity.name }) }, brief);
    case 70021:
    case 70025:
    case 700211:
    case 700212:
    case 700213:
    case 7002138:
    case 7002131:
      return noMatch(aadsts, description, circumstances, brief);
    case 90061:
    case 50166:
    case 501661:
      return fail(issuerUnreachable, { issuer, url: issuer, seen: 'Entra gets no answer there' }, brief);
    case 7000272:
      return fail(jwksMissingKid, { issuer, url: issuer, kid: presented.state === 'known' ? (presented.value.kid ?? '') : '', published: [] }, brief);
    case 700027:
    case 50013:
      return fail(jwksKeyMismatch, { url: issuer, kid: presented.state === 'known' ? (presented.value.kid ?? '') : '' }, brief);
    case 700024:
      return fail(tokenClockSkew, { description }, brief);
    default:
      return undecided([], [note(`Entra says: ${description}`)], aadsts === undefined ? `HTTP ${status} ${said.error}` : `AADSTS${aadsts}`);
  }
}

function noMatch(aadsts: number, description: string, { login, presented, who, credentials }: Circumstances, brief: { note: string; basis: 'proved' }): Outcome {
  const identity = identityOf(login, who);
  const shown =
    presented.state === 'known' ? presentedBy(presented.value) : { issuer: '', subject: subjectOf(login), audience: login.audience.value };
  const data = { identity, presented: shown };
  if (credentials.state === 'known' && presented.state === 'known') {
    const exact = credentials.value.find((credential) => matchesExactly(credential, presented.value));
    if (exact !== undefined) return fail(ficPropagation, { ...data, credential: exact.name, description }, brief);
    if (credentials.value.length === 0) return fail(ficNone, data, brief);
    const flexible = credentials.value.find(({ subject }) => subject === undefined);
    if (aadsts === 7002131 && flexible !== undefined) {
      return fail(ficFlexibleExpression, { ...data, credential: flexible.name, expression: flexible.expression ?? '' }, brief);
    }
    const nearest = nearestTo(presented.value, credentials.value);
    if (nearest?.differs === 'issuer-slash') {
      return fail(ficIssuerTrailingSlash, { ...data, nearest: { name: nearest.credential.name, value: nearest.credential.issuer } }, brief);
    }
  }
  switch (aadsts) {
    case 70025:
      return fail(ficNone, data, brief);
    case 700212:
      return shown.audience === defaultAudience
        ? fail(ficAudienceMismatch, data, brief)
        : fail(tokenAudMismatch, { ...data, audience: shown.audience, origin: login.audience.origin }, brief);
    case 700211:
      return fail(ficIssuerMismatch, data, brief);
    case 700213:
    case 7002138:
    case 7002131:
      return fail(ficSubjectMismatch, data, brief);
    default:
      return undecided(
        [
          { problem: ficNone, data },
          { problem: ficSubjectMismatch, data },
          { problem: ficIssuerMismatch, data },
        ],
        [note('Read the credentials of the identity: an operator with Reader on it can.')],
        brief.note,
      );
  }
}
