import type { Answer } from '../../evidence/answer.ts';
import { credentialElsewhere } from '../../evidence/credential-elsewhere.ts';
import { credentialMatch, type CredentialMatch } from '../../evidence/credential-match.ts';
import { credentialWrites, type CredentialWrites } from '../../evidence/credential-writes.ts';
import { identity } from '../../evidence/identity.ts';
import { otherIssuers } from '../../evidence/other-issuers.ts';
import { bindingAudience } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { ficFlexibleExpression } from '../../problems/federated-credential/fic-flexible-expression.ts';
import { ficIssuerMismatch } from '../../problems/federated-credential/fic-issuer-mismatch.ts';
import { ficNone } from '../../problems/federated-credential/fic-none.ts';
import { ficOverwritten } from '../../problems/federated-credential/fic-overwritten.ts';
import { ficOnWrongIdentity } from '../../problems/federated-credential/fic-on-wrong-identity.ts';
import { identityAppVsMi } from '../../problems/identity/identity-app-vs-mi.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, when } from '../check.ts';
import { classOf, identityWithRoom, presentedBy } from '../references.ts';
import type { Nearest } from '../../evidence/nearest-credential.ts';
import { problemOfWrite, refusedWriteProblems } from './refused-write.ts';
import { differenceProblems, problemOfDifference } from './found-difference.ts';

/** Other identities and other clusters are worth a look only where none of its own credentials matches. */
function matchesNone(match: Answer<CredentialMatch>): boolean {
  return match.state === 'known' && match.value.exact === undefined;
}

export const matches = defineCheck({
  id: 'federated-credential/matches',
  title: 'a federated credential names this issuer, subject and audience',
  each: 'login',
  reads: [
    credentialMatch,
    answer(identity),
    workload,
    when(credentialElsewhere, matchesNone, credentialMatch),
    when(otherIssuers, matchesNone, credentialMatch),
    when(credentialWrites, matchesNone, credentialMatch),
  ],
  problems: [ficNone, ficFlexibleExpression, ficOnWrongIdentity, identityAppVsMi, ficOverwritten, ...refusedWriteProblems, ...differenceProblems],
  run([match, who, { owner, template }, elsewhere, liveness, writes], { login }) {
    if (login.audience.value === bindingAudience) return skip('an identity binding has a credential of its own, which AKS keeps');
    const { exact, flexible, nearest, count, presented } = match;
    if (exact !== undefined) return ok(`${exact} matches byte for byte`, presented.expiresAt === 0 ? 'inferred' : 'read');
    const data = { identity: identityWithRoom(login, who, count), presented: presentedBy(presented) };
    if (elsewhere.state === 'known' && elsewhere.value.found !== undefined) {
      const { kind, namesake, ...other } = elsewhere.value.found;
      if (namesake) return fail(identityAppVsMi, { ...data, other: { kind, name: other.name, clientId: other.clientId } });
      const named = login.ownClientId || classOf(login, owner) !== undefined ? {} : { owner };
      return fail(ficOnWrongIdentity, { ...data, ...named, other });
    }
    if (flexible !== undefined) {
      const { name, expression } = flexible;
      return undecided([found(ficFlexibleExpression, { ...data, credential: name, expression })], [note('The exchange tells.')]);
    }
    const written = writes.state === 'known' ? writes.value : undefined;
    // what can match no token as it stands was mistyped, whatever became of another write
    const refused = written === undefined || (nearest !== undefined && isMistyped(nearest)) ? undefined : problemOfWrite(written, data);
    if (refused !== undefined) return { outcome: 'fail', found: refused };
    if (count === 0) return fail(ficNone, data);
    const taken = nearest === undefined || written === undefined ? undefined : overwritten(nearest, written);
    if (nearest !== undefined && taken !== undefined) {
      return fail(ficOverwritten, { ...data, nearest: { name: nearest.credential.name, value: nearest.credential.issuer }, writes: taken });
    }
    if (nearest === undefined) return fail(ficIssuerMismatch, data);
    return { outcome: 'fail', found: problemOfDifference(nearest, data, login, owner, liveness.state === 'known' ? liveness.value : {}, template?.serviceAccount) };
  },
});

function isMistyped({ differs }: Nearest): boolean {
  return ['whitespace', 'issuer-slash', 'subject-case', 'wildcard'].includes(differs.kind);
}

/** Who wrote the credential that names another cluster for this account, where that was more than one. */
function overwritten({ credential, differs }: Nearest, { made }: CredentialWrites): readonly { readonly at: string; readonly caller: string }[] | undefined {
  if (differs.kind !== 'issuer') return undefined;
  const writes = (made[credential.name.toLowerCase()] ?? []).flatMap(({ at, caller }) => (caller === undefined ? [] : [{ at, caller }]));
  return new Set(writes.map(({ caller }) => caller)).size > 1 ? writes : undefined;
}
