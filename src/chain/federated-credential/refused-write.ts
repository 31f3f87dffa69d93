import type { CredentialWrites } from '../../evidence/credential-writes.ts';
import { ficArmEmptyProperties } from '../../problems/federated-credential/fic-arm-empty-properties.ts';
import { ficConcurrentWrite } from '../../problems/federated-credential/fic-concurrent-write.ts';
import { ficPolicyDenied } from '../../problems/federated-credential/fic-policy-denied.ts';
import { ficRegionUnsupported } from '../../problems/federated-credential/fic-region-unsupported.ts';
import { ficThrottled } from '../../problems/federated-credential/fic-throttled.ts';
import { found, type AnyProblem, type FoundProblem, type Problem } from '../../problems/problem.ts';
import type { RefusedWrite } from '../../problems/refused-write.ts';
import type { Named } from './found-difference.ts';

/** What Azure says where it refuses to write a credential (`failure-modes.md` §5). */
const refusals: readonly { readonly says: RegExp; readonly problem: Problem<RefusedWrite> }[] = [
  { says: /ConcurrentFederatedIdentityCredentialsWrites|written concurrently for the managed identity/i, problem: ficConcurrentWrite },
  { says: /RequestDisallowedByPolicy/i, problem: ficPolicyDenied },
  { says: /Support for federated identity credentials not enabled|MethodNotAllowed/i, problem: ficRegionUnsupported },
  { says: /has empty properties/i, problem: ficArmEmptyProperties },
  { says: /TooManyRequests|too many requests/i, problem: ficThrottled },
];

export const refusedWriteProblems: readonly AnyProblem[] = refusals.map(({ problem }) => problem);

/** Why the last attempt to write a credential failed; undefined where none did, or for a reason that is nobody's problem. */
export function problemOfWrite({ refused }: CredentialWrites, data: Named): FoundProblem | undefined {
  if (refused === undefined) return undefined;
  const { credential, at, caller, code = '', message = '' } = refused;
  const problem = refusals.find(({ says }) => says.test(`${code} ${message}`))?.problem;
  if (problem === undefined) return undefined;
  return found(problem, { ...data, credential, at, ...(caller === undefined ? {} : { caller }), message: message === '' ? code : message });
}
